package io.tidemark.files.archive;

import io.tidemark.files.discovery.FileStamp;
import io.tidemark.files.discovery.FoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Takes published files out of the source, or not. Thread-safe. */
public sealed interface PublishedFiles {

  /**
   * Does to a file what is to be done; a file that is gone, or is another by now, is left alone.
   */
  Outcome clear(FoundFile found) throws IOException;

  /** What was done. */
  enum Outcome {
    /** The file is still in the source. */
    LEFT,
    /** It is not. */
    CLEARED
  }

  /** Leaves every file where it is. */
  record Keep() implements PublishedFiles {

    @Override
    public Outcome clear(FoundFile found) {
      return Outcome.LEFT;
    }
  }

  /** Deletes files; of a link, the link. */
  record Delete() implements PublishedFiles {

    @Override
    public Outcome clear(FoundFile found) throws IOException {
      if (isStillThere(found)) {
        Files.deleteIfExists(found.file().path());
      }
      return Outcome.CLEARED;
    }
  }

  /** Moves files below a folder. */
  record MoveTo(Archive archive) implements PublishedFiles {

    @Override
    public Outcome clear(FoundFile found) throws IOException {
      if (isStillThere(found)) {
        Path file = found.file().path();
        archive.take(file, found.file().relative());
      }
      return Outcome.CLEARED;
    }
  }

  private static boolean isStillThere(FoundFile found) throws IOException {
    try {
      return FileStamp.read(found.file().resolve()).equals(found.stamp());
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
