package io.tidemark.run;

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

  void clear() {
    try {
      Files.deleteIfExists(dataFolder.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
