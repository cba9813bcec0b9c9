package io.tidemark.files.archive;

import io.tidemark.files.discovery.FileStamp;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Moves by a rename that fails when the name is taken: that of Hadoop's file systems. */
final class Renaming {

  private Renaming() {}

  /**
   * Gives the file the first free name.
   *
   * @param stamp as it was published: another that has taken its place meanwhile goes back there
   */
  static Path move(Path file, Path target, FileStamp stamp) throws IOException {
    for (int number = 0; ; number++) {
      Path name = ArchiveNames.numbered(target, number);
      try {
        Files.move(file, name);
        if (!FileStamp.read(name).isOfRenamed(stamp)) {
          Files.move(name, file);
          throw new NoSuchFileException(file.toString(), null, "replaced while it was archived");
        }
        return name;
      } catch (FileAlreadyExistsException e) {
        // taken: the next number
      }
    }
  }
}
