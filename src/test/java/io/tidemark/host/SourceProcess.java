package io.tidemark.host;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * A process that hosts a {@link CountingSource}: {@code BOOTSTRAP NAME TOPIC OFFSETS UNTIL BATCH}.
 */
final class SourceProcess {

  private SourceProcess() {}

  public static void main(String[] a) throws Exception {
    HostClients clients = new HostClients(a[0], Map.of());
    try (Admin admin = clients.admin("test");
        HostMetrics metrics = new HostMetrics();
        SourceHost source =
            new SourceHost(
                new SourceSpec(
                    a[1],
                    CountingSource::new,
                    CountingSource.config(a[2], Integer.parseInt(a[4]), Integer.parseInt(a[5])),
                    a[3],
                    SourceSpec.End.WHEN_EXHAUSTED),
                new HostServices(clients, admin, metrics))) {
      source.start();
      source.end().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }
  }
}
