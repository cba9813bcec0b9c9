package io.tidemark.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.run.DeltaSchemas;
import io.tidemark.run.KafkaAccess;
import io.tidemark.run.PipelineRun;
import io.tidemark.run.RunListener;
import io.tidemark.run.RunSettings;
import io.tidemark.run.RunSummary;
import io.tidemark.testing.ChildJvm;
import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.PipelinePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example connectors in a Connect cluster: two workers, plugins from the zips. */
class ConnectClusterIT {

  private static final String PIPELINE =
      """
      name: NAME
      sources:
        orders:
          topic: NAME-orders
          schema: "order_id STRING"
          files: {path: DIR/shop, multiline: true}
      tables:
        lines:
          from: orders
          steps: [{select: [order_id]}]
          write: [{delta: DIR/tables/lines}, {topic: NAME-json}]
      """;

  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path folder;

  private final TestKafka kafka = TestKafka.shared();
  private final String prefix = TestKafka.unique("shop");
  private ConnectWorkers workers;

  @BeforeEach
  void startTwoWorkers() throws IOException {
    Files.createDirectories(folder.resolve("data/shop"));
    workers = new ConnectWorkers(folder, prefix, kafka.bootstrapServers());
    workers.start("one", "two");
  }

  @AfterEach
  void stopWorkers() {
    workers.close();
    kafka.close();
  }

  @Test
  void theExamplesNeitherLoseNorDoubleARowWhenOneOfTwoWorkersIsKilled() throws IOException {
    // Given
    for (String example : List.of("orders-files", "orders-table")) {
      post(example);
    }
    drop(0, 20);
    awaitRows("shop_orders", 200);
    post("orders-rows");
    post("orders-copy");
    awaitRows("shop_orders_copy", 200);

    // When
    drop(20, 30);
    workers.kill("one");
    drop(30, 50);

    // Then
    awaitRows("shop_orders", 500);
    awaitRows("shop_orders_copy", 500);
    assertThat(distinct("shop_orders")).isEqualTo(500);
    assertThat(distinct("shop_orders_copy")).isEqualTo(500);
    await().atMost(LONG).until(() -> tasksRunning("orders-table") == 2);
    await().atMost(LONG).until(() -> incoming() == 0);
  }

  @Test
  void aWorkerThatWakesWhenAnotherHasItsTasksPublishesAndWritesNothingTwice() throws IOException {
    // Given
    post("orders-files");
    post("orders-table");
    drop(0, 10);
    awaitRows("shop_orders", 100);
    ConnectWorker reader = workers.get(workers.workerOf("two", "orders-files", 0));

    // When
    drop(10, 40);
    reader.pause();
    drop(40, 50);
    awaitRows("shop_orders", 500);
    drop(50, 60);
    reader.wake();
    drop(60, 70);

    // Then
    awaitRows("shop_orders", 700);
    await()
        .atMost(LONG)
        .ignoreExceptions() // while it finds the other
        .untilAsserted(
            () -> {
              assertThat(workers.notRunning("one")).isEmpty();
              assertThat(workers.notRunning("two")).isEmpty();
            });
    drop(70, 80);
    awaitRows("shop_orders", 800);
    assertThat(distinct("shop_orders")).isEqualTo(800);
    assertThat(kafka.readValues(prefix + ".orders")).hasSize(800);
  }

  @Test
  void whatIsNoOrderGoesToTheDeadLetterQueueAndTheOthersIntoTheTable() throws IOException {
    // Given
    post("orders-files");
    post("orders-table");

    // When
    drop(0, 1);
    Files.writeString(
        folder.resolve("data/shop/bad.json"), "{\"order_id\": null}\n{\"order_id\": \"z\"}\n");

    // Then
    awaitRows("shop_orders", 11);
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(kafka.readValues(prefix + ".orders.unfit"))
                    .containsExactly("{\"order_id\": null}"));
  }

  @Test
  void validationGivesEachProblemUnderItsKey() {
    // When
    JsonNode answer =
        workers
            .get("one")
            .put(
                "/connector-plugins/io.tidemark.delta.sink.DeltaSinkConnector/config/validate",
                """
                {"connector.class": "io.tidemark.delta.sink.DeltaSinkConnector", "name": "x",
                 "topics": "t", "table.schema": "id BIGINT, country STRING",
                 "partition.columns": "contry", "value.format": "xml"}""");

    // Then
    List<String> keys = new ArrayList<>();
    answer
        .get("configs")
        .forEach(
            config -> {
              if (!config.get("value").get("errors").isEmpty()) {
                keys.add(config.get("value").get("name").asText());
              }
            });
    assertThat(keys).containsExactlyInAnyOrder("table.path", "partition.columns", "value.format");
    JsonNode plugins = workers.get("one").get("/connector-plugins");
    assertThat(plugins.findValuesAsText("class"))
        .contains(
            "io.tidemark.files.JsonFileSourceConnector",
            "io.tidemark.delta.source.DeltaSourceConnector",
            "io.tidemark.delta.sink.DeltaSinkConnector");
  }

  @Test
  void aPipelineMovesToTheClusterAndBackWithoutLosingOrDoublingARow() throws Exception {
    // Given
    String name = TestKafka.unique("shop");
    Path pipeline = folder.resolve("pipeline.yaml");
    Files.writeString(pipeline, PIPELINE.replace("NAME", name).replace("DIR", folder + "/data"));
    drop(0, 2);
    run(pipeline, "available_now");
    awaitRows("lines", 20);

    // When
    try (ChildJvm topology = tidemark("topology", "run", pipeline, "--role=topology,other_sinks")) {
      workers.submit("one", pipeline, folder.resolve("own"));
      drop(2, 4);

      // Then
      awaitRows("lines", 40);
      await().atMost(LONG).until(() -> kafka.readValues(name + "-json").size() == 40);
      assertThat(
              workers
                  .get("two")
                  .get("/connectors/%s.orders/offsets".formatted(name))
                  .get("offsets"))
          .hasSize(4);
      assertThatThrownBy(() -> run(pipeline, "default"))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("a Kafka Connect cluster runs its connectors: [connector-consumer-")
          .hasMessageContaining("delete them there (curl -X DELETE URL/connectors/NAME)");

      // When
      workers.deleteConnectors();
      topology.terminate();
      topology.awaitExit();
    }
    drop(4, 5);
    await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(UserException.class) // until the tasks have left their groups
        .until(() -> run(pipeline, "available_now").sources().size() == 1);

    // Then
    awaitRows("lines", 50);
    assertThat(distinct("lines")).isEqualTo(50);
    assertThat(kafka.readValues(name + "-json")).hasSize(50).doesNotHaveDuplicates();
  }

  private RunSummary run(Path pipeline, String trigger) {
    return new PipelineRun(
            PipelinePlan.load(pipeline, Map.of(), new DeltaSchemas()),
            new RunSettings(
                folder.resolve("own"),
                new KafkaAccess.Operated(kafka.bootstrapServers(), Map.of()),
                Optional.of(Trigger.parse("test", trigger))),
            new Quiet())
        .execute();
  }

  private ChildJvm tidemark(String log, String command, Path pipeline, String option)
      throws ClassNotFoundException {
    return ChildJvm.start(
        folder.resolve(log + ".log"),
        List.of(),
        Class.forName("io.tidemark.cli.Tidemark"),
        command,
        pipeline.toString(),
        option,
        "--data=" + folder.resolve("own"),
        "--bootstrap-server=" + kafka.bootstrapServers());
  }

  private static final class Quiet implements RunListener {

    @Override
    public void kafkaReady(String bootstrapServers) {}

    @Override
    public void waiting(Problem problem) {}

    @Override
    public void progressed(RunSummary soFar) {}
  }

  private void post(String example) throws IOException {
    String json =
        Files.readString(ConnectWorkers.CONNECTORS.resolve("examples/" + example + ".json"));
    ConnectWorker worker = workers.get("two");
    await()
        .atMost(LONG)
        .ignoreExceptions() // while the workers find each other, requests are refused
        .until(
            () ->
                worker
                    .post(
                        "/connectors",
                        json.replace("/data/", folder.resolve("data") + "/")
                            .replace("shop.orders", prefix + ".orders"))
                    .has("name"));
  }

  private void drop(int from, int to) throws IOException {
    for (int file = from; file < to; file++) {
      StringBuilder orders = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        orders.append(
            """
            {"order_id": "o-%d-%d", "timestamp": "2026-01-01T10:00:00Z",
             "customer": {"customer_id": %d, "name": "n"}}
            """
                .formatted(file, i, i));
      }
      Path part = folder.resolve("data/shop/f" + file + ".json.part");
      Files.writeString(part, orders);
      Files.move(
          part, folder.resolve("data/shop/f" + file + ".json"), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void awaitRows(String table, long rows) throws IOException {
    try {
      await()
          .atMost(LONG)
          .pollInterval(Duration.ofMillis(500))
          .ignoreExceptions() // until the table is there
          .untilAsserted(() -> assertThat(TableQuery.count(table(table))).isEqualTo(rows));
    } catch (ConditionTimeoutException e) {
      String notRunning = String.join("\n", workers.notRunning());
      throw new AssertionError(
          "table %s; not running: %s; topology: %s".formatted(table, notRunning, topology()), e);
    }
  }

  private String topology() throws IOException {
    Path log = folder.resolve("topology.log");
    return Files.exists(log) ? Files.readString(log) : "none";
  }

  private long distinct(String table) {
    return Long.parseLong(
        TableQuery.rows(table(table), "SELECT count(DISTINCT order_id) FROM t").get(0));
  }

  private Path table(String name) {
    return folder.resolve("data/tables").resolve(name);
  }

  private long tasksRunning(String connector) {
    long running = 0;
    for (JsonNode task :
        workers.get("two").get("/connectors/" + connector + "/status").get("tasks")) {
      running += task.get("state").asText().equals("RUNNING") ? 1 : 0;
    }
    return running;
  }

  private long incoming() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("data/shop"))) {
      return files.count();
    }
  }
}
