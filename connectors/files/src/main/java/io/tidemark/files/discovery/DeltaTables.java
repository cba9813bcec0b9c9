package io.tidemark.files.discovery;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Folders that are Delta tables: their Parquet files are no JSON. */
final class DeltaTables {

  private static final String LOG = "_delta_log";

  private DeltaTables() {}

  static boolean isTable(Path folder) {
    return Files.isDirectory(folder.resolve(LOG));
  }

  /**
   * The table that a folder is or lies in. Of a Hadoop file system only whether it is one: each
   * folder above would be a request, at each listing.
   */
  static Optional<Path> around(Path folder) {
    if (!Places.isLocal(folder)) {
      return Optional.of(folder).filter(DeltaTables::isTable);
    }
    for (Path there = folder; there != null; there = there.getParent()) {
      if (isTable(there)) {
        return Optional.of(there);
      }
    }
    return Optional.empty();
  }
}
