package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.local.BrokerPort;
import io.tidemark.local.BrokerProcess;
import io.tidemark.monitor.Monitor;
import io.tidemark.monitor.MonitorAddress;
import io.tidemark.row.problem.Problem;
import io.tidemark.testing.ChildJvm;
import io.tidemark.testing.TableQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that starts before its Kafka does. */
class LateBrokerIT {

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

  @TempDir Path root;

  private final int port = BrokerPort.free();
  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void aRunThatStaysWaitsSaysSoOnceAndBeginsByItself() {
    PipelineFolder pipeline = pipeline();
    pipeline.add("1.json", "{\"id\": \"a\"}");
    try (Monitor monitor = Monitor.open("shop", new MonitorAddress(MonitorAddress.LOOPBACK, 0));
        BackgroundRun run = BackgroundRun.of(pipeline.start("default", listener().and(monitor)))) {
      // When
      await().atMost(PATIENCE).until(() -> !told.isEmpty());

      // Then
      assertThat(told)
          .singleElement()
          .asString()
          .startsWith("Kafka at 127.0.0.1:" + port + ": no broker answers yet (")
          .contains("the run begins by itself when one does", "check the address");
      assertThat(HttpStatus.get(monitor.url() + "health").statusCode()).isEqualTo(503);
      assertThat(HttpStatus.get(monitor.url() + "health").body())
          .contains("\"status\" : \"starting\"", "no broker answers yet");

      // When
      try (ChildJvm broker = BrokerProcess.start(root, root.resolve("broker"), port)) {

        // Then
        await()
            .atMost(PATIENCE)
            .ignoreExceptions() // until the table is there
            .until(() -> TableQuery.count(pipeline.table("lines")) == 1);
        await()
            .atMost(PATIENCE)
            .until(() -> HttpStatus.get(monitor.url() + "health").statusCode() == 200);
        assertThat(told).hasSize(2);
        assertThat(told.get(1)).startsWith("Kafka at 127.0.0.1:" + port + " answers, after ");
        run.stop();
        assertThat(broker.isAlive()).isTrue();
      }
    }
  }

  @Test
  void aRunThatWaitsForItsKafkaCanBeStopped() {
    BackgroundRun run = BackgroundRun.of(pipeline().start("default", listener()));
    await().atMost(PATIENCE).until(() -> !told.isEmpty());

    long asked = System.nanoTime();
    RunSummary summary = run.stop();

    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
    assertThat(summary.tables()).allMatch(table -> table.rows() == 0 && table.commits() == 0);
  }

  private PipelineFolder pipeline() {
    return new PipelineFolder(root, "127.0.0.1:" + port, LINES);
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
}
