package io.tidemark.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * One embedded broker for all integration tests of a run: started by the first that asks, stopped
 * and deleted with the process. Tests keep apart by their topics' names.
 */
public final class SharedBroker {

  private SharedBroker() {}

  public static String bootstrapServers() {
    return Holder.BROKER.bootstrapServers();
  }

  private static final class Holder {

    static final EmbeddedBroker BROKER = start();

    private static EmbeddedBroker start() {
      try {
        Path folder = Files.createTempDirectory("tidemark-broker");
        EmbeddedBroker broker = EmbeddedBroker.started(BrokerOptions.in(folder));
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () -> {
                      broker.close();
                      delete(folder);
                    },
                    "shared-broker-stop"));
        return broker;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path folder) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
