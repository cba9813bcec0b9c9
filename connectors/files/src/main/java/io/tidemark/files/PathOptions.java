package io.tidemark.files;

import io.tidemark.files.discovery.DiscoveryOptions.Depth;
import io.tidemark.files.discovery.Places;
import io.tidemark.files.discovery.SourcePath;
import io.tidemark.row.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options that name folders, checked against one another.
 *
 * @param paths as written
 * @param archive as written, maybe empty; not there when nothing is archived
 */
record PathOptions(String paths, Depth depth, Optional<String> archive) {

  /** A path without links, as far as it exists. */
  static Path real(Path path) {
    Path absolute = path.toAbsolutePath();
    if (!Places.isLocal(path)) {
      return absolute.normalize(); // no links there, and no questions to a cluster
    }
    for (Path there = absolute; there != null; there = there.getParent()) {
      try {
        return there.toRealPath().resolve(there.relativize(absolute)).normalize();
      } catch (IOException notThere) {
        // then the folder above it
      }
    }
    return absolute.normalize();
  }

  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    try {
      List<SourcePath> parsed = SourcePath.parseList(paths);
      if (parsed.isEmpty()) {
        problems.add(new Problem(JsonFileSourceConfig.PATH, "names no folder", "name one"));
      }
      checkOverlap(parsed, problems);
      archive.ifPresent(folder -> checkArchive(folder, parsed, problems));
    } catch (IllegalArgumentException e) {
      problems.add(
          new Problem(
              JsonFileSourceConfig.PATH,
              "can't be read as paths and globs: " + e.getMessage(),
              "mend it"));
    }
    return problems;
  }

  /** Folders within one another would have each file read twice. */
  private void checkOverlap(List<SourcePath> parsed, List<Problem> problems) {
    for (SourcePath outer : parsed) {
      for (SourcePath inner : parsed) {
        Path outerFolder = real(outer.folder());
        Path innerFolder = real(inner.folder());
        boolean within = innerFolder.startsWith(outerFolder) && !innerFolder.equals(outerFolder);
        if (within && (depth == Depth.SUBFOLDERS || outer.reachesSubfolders())) {
          problems.add(
              new Problem(
                  JsonFileSourceConfig.PATH,
                  "'%s' lies inside '%s', whose subfolders are read too"
                      .formatted(inner.folder(), outer.folder()),
                  "remove the inner one, or make them apart"));
        }
      }
    }
  }

  /** In the source an archive would be read again; around it, a file could be moved into it. */
  private static void checkArchive(String folder, List<SourcePath> parsed, List<Problem> problems) {
    if (folder.isEmpty()) {
      problems.add(
          new Problem(
              JsonFileSourceConfig.ARCHIVE_DIR,
              "missing, but clean.source is archive",
              "name a folder outside of the source"));
      return;
    }
    Path archive = real(Places.path(folder));
    for (SourcePath path : parsed) {
      Path read = real(path.folder());
      if (archive.equals(read)) {
        problems.add(archive("'%s' is the source's own folder".formatted(folder)));
      } else if (archive.startsWith(read) || read.startsWith(archive)) {
        problems.add(
            archive(
                "'%s' and the source's '%s' lie one in the other".formatted(folder, path.text())));
      }
    }
  }

  private static Problem archive(String what) {
    return new Problem(JsonFileSourceConfig.ARCHIVE_DIR, what, "name a folder beside the source");
  }
}
