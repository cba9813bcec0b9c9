package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.local.BrokerProcess;
import io.tidemark.monitor.Monitor;
import io.tidemark.monitor.MonitorAddress;
import io.tidemark.row.problem.Problem;
import io.tidemark.testing.ChildJvm;
import io.tidemark.testing.TableQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker in a process of its own that stands still for a while, its connections open. */
class SilentBrokerIT {

  private static final String LINES =
      """
      name: shop
      sources:
        orders:
          schema: "id STRING"
          partitions: 1
          files: {path: DIR/in, multiline: false, settle: 1 milliseconds}
      tables:
        lines: {from: orders, steps: [{select: [id]}], write: {delta: DIR/tables/lines}}
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Ten seconds, and some for a busy machine; Kafka's clients would wait for a minute. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

  @TempDir Path root;

  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void theRunWaitsSaysSoOnceAndGoesOnByItself() throws IOException {
    try (ChildJvm broker = BrokerProcess.start(root, root.resolve("broker"));
        Monitor monitor = Monitor.open("shop", new MonitorAddress(MonitorAddress.LOOPBACK, 0))) {
      // Given
      String bootstrapServers = BrokerProcess.bootstrapServers(root, broker);
      PipelineFolder pipeline = new PipelineFolder(root, bootstrapServers, LINES);
      pipeline.add("1.json", "{\"id\": \"a\"}");
      try (BackgroundRun run =
          BackgroundRun.of(pipeline.start("default", listener().and(monitor)))) {
        awaitRows(pipeline, 1);
        awaitHealth(monitor, 200);

        // When
        broker.pause();
        pipeline.add("2.json", "{\"id\": \"b\"}");

        // Then
        awaitHealth(monitor, 503);
        assertThat(HttpStatus.get(monitor.url() + "health").body())
            .contains("\"part\" : \"Kafka\"", "no broker answers", "\"since\" : ");
        assertThat(told).singleElement().asString().contains("no broker has answered since");

        // When
        broker.wake();

        // Then
        awaitHealth(monitor, 200);
        awaitRows(pipeline, 2);
        assertThat(run.isRunning()).isTrue();
        assertThat(told).hasSize(2);
        assertThat(told.get(1)).contains("answers again");
      }
    }
  }

  @Test
  void aRunCanBeStoppedMeanwhile() {
    try (ChildJvm broker = BrokerProcess.start(root, root.resolve("broker"))) {
      // Given
      String bootstrapServers = BrokerProcess.bootstrapServers(root, broker);
      PipelineFolder pipeline = new PipelineFolder(root, bootstrapServers, LINES);
      pipeline.add("1.json", "{\"id\": \"a\"}");
      try (BackgroundRun run = BackgroundRun.of(pipeline.start("default", listener()))) {
        awaitRows(pipeline, 1);
        broker.pause();
        await().atMost(PATIENCE).until(() -> !told.isEmpty());

        // When
        long asked = System.nanoTime();
        run.stop();

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(STOP_PATIENCE);
      }
    }
  }

  private RunListener listener() {
    return new SilentListener() {
      @Override
      public void waiting(Problem problem) {
        told.add(problem.toString());
      }

      @Override
      public void goesOn(String what) {
        told.add(what);
      }
    };
  }

  private static void awaitRows(PipelineFolder pipeline, long rows) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions() // until the table is there
        .untilAsserted(() -> assertThat(TableQuery.count(pipeline.table("lines"))).isEqualTo(rows));
  }

  private static void awaitHealth(Monitor monitor, int status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(HttpStatus.get(monitor.url() + "health").statusCode())
                    .isEqualTo(status));
  }
}
