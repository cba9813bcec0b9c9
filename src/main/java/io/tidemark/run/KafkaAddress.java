package io.tidemark.run;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the Kafka of the run is that has a data folder now, for commands that look on. Means
 * nothing while nobody holds the folder's lock.
 */
record KafkaAddress(Path dataFolder) {

  private static final String FILE = "kafka.address";

  /** Processes that share the folder may do so at the same time. */
  void write(String bootstrapServers) {
    try {
      Path unfinished = dataFolder.resolve(FILE + "." + UUID.randomUUID());
      Files.writeString(unfinished, bootstrapServers);
      Files.move(unfinished, dataFolder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<String> read() {
    try {
      Path file = dataFolder.resolve(FILE);
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Who names no Kafka means the folder's own: not, perhaps, where only another was ever used.
   *
   * @throws UserException if the last run was on a Kafka that somebody operates, and none was ever
   *     in the folder
   */
  void requireNoneElsewhere() {
    Optional<String> elsewhere = Files.exists(ownKafka()) ? Optional.empty() : read();
    if (elsewhere.isPresent()) {
      throw new UserException(
          new Problem(
              dataFolder.toString(),
              "the last run with this data folder was on the Kafka at " + elsewhere.get(),
              "name it with --bootstrap-server, or choose another folder with --data for a Kafka in"
                  + " the process"));
    }
  }

  /** Whether a run has ever used this folder. */
  boolean isKnown() {
    return Files.exists(ownKafka()) || read().isPresent();
  }

  private Path ownKafka() {
    return RunKafka.folder(dataFolder);
  }

  void clear() {
    try {
      Files.deleteIfExists(dataFolder.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
