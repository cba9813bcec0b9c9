package io.tidemark.run;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * What names this process among those that share a pipeline's work: made once for a process's
 * folder, so that a restarted process takes its own place in the consumer groups.
 */
final class ProcessIdentity {

  private static final String FILE = "instance";

  private ProcessIdentity() {}

  static String of(Path dataFolder) {
    Path file = dataFolder.resolve(FILE);
    try {
      if (Files.notExists(file)) {
        Path unfinished = dataFolder.resolve(FILE + ".new");
        Files.writeString(unfinished, UUID.randomUUID().toString());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.readString(file).trim();
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /** The one that was made; empty when none was. */
  static Optional<String> find(Path dataFolder) {
    Path file = dataFolder.resolve(FILE);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).trim()) : Optional.empty();
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static UserException unusable(Path file, IOException e) {
    return new UserException(
        new Problem(
            file.toString(),
            "can't be read or written (" + e + ")",
            "let the user who runs this write to the data folder"),
        e);
  }
}
