package io.tidemark.checkpoint;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What state stores take on this machine's disk. */
final class DiskUse {

  private DiskUse() {}

  /**
   * Bytes of all files of the store, in the folders of all tasks; files may come and go meanwhile.
   */
  static long of(Path application, String store) {
    if (!Files.isDirectory(application)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(application)) {
      return files
          .filter(f -> f.toString().contains(File.separator + store + File.separator))
          .map(Path::toFile)
          .filter(File::isFile)
          .mapToLong(File::length)
          .sum();
    } catch (UncheckedIOException | IOException e) {
      return 0;
    }
  }
}
