package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.cli.Tidemark;
import io.tidemark.local.BrokerCluster;
import io.tidemark.testing.ChildJvm;
import io.tidemark.testing.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All brokers are stopped, so that connections are refused, and started again on their ports and
 * with their data; files arrive meanwhile. Two minutes are run by hand: {@code
 * -Dabsence.seconds=120}.
 */
class AbsentBrokersIT {

  private static final Duration ABSENCE = Duration.ofSeconds(Long.getLong("absence.seconds", 30));
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern MONITOR = Pattern.compile("metrics and health at (http\\S+)");
  private static final int ORDERS_IN_FILE = 200;

  /** Each may lose the transaction that it had open, and is replaced then, which is told. */
  private static final int MOST_THREADS = 3;

  /** Lines of the log; without a bound it has a hundred a second. */
  private static final int MOST_OF_CONNECTIONS = 100;

  @TempDir Path root;

  @Test
  void theProcessWaitsSaysSoOnceAndGoesOnByItself() throws IOException {
    String name = TestKafka.unique("absent");
    try (BrokerCluster brokers =
        BrokerCluster.started(Files.createDirectories(root.resolve("kafka")))) {
      PipelineFolder pipeline =
          new PipelineFolder(root, brokers.bootstrapServers(), SharedOrders.pipeline(name, 3));
      SharedOrders orders = new SharedOrders(pipeline, ORDERS_IN_FILE);
      SharedTables tables = new SharedTables(name, pipeline, orders);
      try (ChildJvm run = run(pipeline, brokers);
          TestKafka kafka = TestKafka.at(brokers.bootstrapServers())) {
        // Given
        orders.add(2_000);
        awaitHealth(200);
        awaitLines(tables);

        // When
        orders.add(2_000);
        BrokerCluster.NODES.forEach(brokers::kill);
        long gone = System.nanoTime();
        orders.add(2_000);

        // Then
        awaitHealth(503);
        assertThat(HttpStatus.get(monitor() + "health").body()).contains("no broker answers");
        await()
            .atMost(ABSENCE.plus(PATIENCE))
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> {
                  assertThat(HttpStatus.get(monitor() + "health").statusCode()).isEqualTo(503);
                  return System.nanoTime() - gone >= ABSENCE.toNanos();
                });

        // When
        BrokerCluster.NODES.forEach(brokers::start);

        // Then
        awaitLines(tables);
        awaitHealth(200);
        List<String> told = Files.readAllLines(output());
        assertSaidOnce(told);
        assertThat(told)
            .filteredOn(line -> line.contains("warning") || line.contains("WARN"))
            .hasSizeLessThanOrEqualTo((int) ABSENCE.toMinutes() + MOST_THREADS);
        List<String> logged =
            Files.readAllLines(pipeline.data().resolve("processes/1/log/tidemark.log"));
        assertSaidOnce(logged);
        assertThat(logged)
            .filteredOn(line -> line.contains("NetworkClient"))
            .hasSizeLessThan(MOST_OF_CONNECTIONS);

        // When
        run.terminate();

        // Then
        assertThat(run.awaitExit()).isEqualTo(143);
        pipeline.run("available_now");
        tables.check(kafka);
      }
    }
  }

  private ChildJvm run(PipelineFolder pipeline, BrokerCluster brokers) {
    return ChildJvm.start(
        output(),
        List.of(),
        Tidemark.class,
        "run",
        pipeline.file().toString(),
        "--bootstrap-server=" + brokers.bootstrapServers(),
        "--data=" + pipeline.data(),
        "--metrics-port=0");
  }

  private Path output() {
    return root.resolve("output");
  }

  private static void assertSaidOnce(List<String> lines) {
    assertThat(lines)
        .filteredOn(
            line -> line.contains("waiting: Kafka at ") && line.contains("no broker has answered"))
        .hasSize(1);
    assertThat(lines).filteredOn(line -> line.contains("answers again, after ")).hasSize(1);
  }

  private String monitor() throws IOException {
    Matcher address = MONITOR.matcher(Files.readString(output()));
    assertThat(address.find()).isTrue();
    return address.group(1);
  }

  private void awaitHealth(int status) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(HttpStatus.get(monitor() + "health").statusCode()).isEqualTo(status));
  }

  private static void awaitLines(SharedTables tables) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions() // until the table is there
        .until(tables::hasAllLines);
  }
}
