package io.tidemark.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.testing.ChildJvm;
import io.tidemark.testing.CompiledPlugin;
import io.tidemark.testing.Database;
import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process is killed, as by {@code kill -9}, between each pair of steps of a batch or of a
 * topic's transaction, and at random: the same id always comes with the same rows, ids leave none
 * out, and whoever keeps the id has each row once.
 */
class BatchCrashIT {

  private static final int KILLS = 8;
  private static final int ROWS_IN_FILE = 30;

  private static final String PIPELINE =
      """
      name: NAME
      sources:
        orders:
          topic: NAME.orders
          partitions: 2
          schema: "id INT, text STRING"
          files: {path: DIR/in, settle: 1 milliseconds}
      tables:
        lines:
          from: orders
          max_rows_per_trigger: 20
          write:
            - {foreach_batch: io.tidemark.run.LoggingWriter, config: {log: DIR/log}}
            - foreach_batch: example.TwoPlaces
              config: {delta: DIR/tables/lines, driver: org.h2.Driver, url: "URL"}
            - {topic: NAME.json}
      """;

  private final Random random = new Random();

  @TempDir Path root;

  private TestKafka kafka;
  private String name;
  private PipelineFolder pipeline;
  private Path plugins;
  private int orders;
  private int files;

  @BeforeEach
  void writePipeline() {
    kafka = TestKafka.shared();
    name = TestKafka.unique("batches");
    pipeline =
        new PipelineFolder(
            root,
            kafka.bootstrapServers(),
            PIPELINE.replace("NAME", name).replace("URL", Database.url(root)));
    plugins =
        CompiledPlugin.in(
            root.resolve("plugins"), Path.of("../topology/examples/two_places/TwoPlaces.java"));
  }

  @AfterEach
  void disconnect() {
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch.read",
        "batch.planned",
        "test.in-handler",
        "batch.written",
        "batch.done",
        "topic.before-transaction-end",
        "topic.after-transaction-end"
      })
  void givesTheSameBatchAgainWhenKilledAt(String step) throws IOException {
    // Given
    addFile();
    try (ChildJvm process = process("-Dtidemark.failpoint=" + step)) {
      assertThat(process.awaitExit()).isEqualTo(137);
    }
    addFile();

    // When
    runToTheEnd();

    // Then
    check();
  }

  @Test
  void losesAndDoublesNothingOverRandomKills() throws IOException {
    for (int kill = 0; kill < KILLS; kill++) {
      addFile();
      try (ChildJvm process = process()) {
        rest(Duration.ofMillis(2000 + random.nextInt(4000)));
        process.kill();
      }
    }

    runToTheEnd();

    check();
  }

  private void check() throws IOException {
    List<String> ids = IntStream.range(0, orders).mapToObj(Integer::toString).toList();
    assertBatches(ids);
    String query = "SELECT id FROM %s ORDER BY id";
    assertThat(TableQuery.rows(pipeline.table("lines"), query.formatted("t")))
        .as("Delta table")
        .isEqualTo(ids);
    assertThat(Database.rows(Database.url(root), query.formatted("lines")))
        .as("database")
        .isEqualTo(ids);
    assertThat(kafka.readValues(name + ".json").stream().map(BatchCrashIT::id).sorted())
        .as("topic")
        .isEqualTo(IntStream.range(0, orders).boxed().toList());
  }

  /** What the handler wrote down: {@code id rows}, a line a call. */
  private void assertBatches(List<String> ids) throws IOException {
    Map<Long, String> batches = new TreeMap<>();
    List<Long> calls = new ArrayList<>();
    for (String line : Files.readAllLines(root.resolve("log"), UTF_8)) {
      long id = Long.parseLong(line.substring(0, line.indexOf(' ')));
      String rows = line.substring(line.indexOf(' ') + 1);
      assertThat(batches.putIfAbsent(id, rows)).as("batch " + id).isIn(null, rows);
      calls.add(id);
    }
    assertThat(calls).as("calls").isSorted();
    assertThat(batches.keySet())
        .as("ids")
        .containsExactlyElementsOf(LongStream.range(0, batches.size()).boxed().toList());
    assertThat(
            batches.values().stream()
                .flatMap(rows -> List.of(rows.split("; ")).stream())
                .map(row -> Integer.parseInt(row.substring(1, row.indexOf(','))))
                .sorted()
                .map(String::valueOf))
        .as("rows of all batches")
        .containsExactlyElementsOf(ids);
  }

  private void addFile() {
    String[] lines =
        IntStream.range(orders, orders + ROWS_IN_FILE)
            .mapToObj("{\"id\": %1$d, \"text\": \"order %1$d\"}"::formatted)
            .toArray(String[]::new);
    pipeline.add("%04d.json".formatted(files++), lines);
    orders += ROWS_IN_FILE;
  }

  private void runToTheEnd() {
    try (ChildJvm process = process()) {
      assertThat(process.awaitExit()).as("see " + root.resolve("process.log")).isZero();
    }
  }

  private ChildJvm process(String... options) {
    return ChildJvm.start(
        root.resolve("process.log"),
        List.of(options),
        RunProcess.class,
        pipeline.file().toString(),
        pipeline.data().toString(),
        "available_now",
        root.resolve("ready-" + random.nextLong()).toString(),
        kafka.bootstrapServers(),
        plugins.toString());
  }

  private static int id(String json) {
    return Integer.parseInt(json.substring(json.indexOf(':') + 1, json.indexOf(',')));
  }

  private static void rest(Duration time) {
    await().pollDelay(time).until(() -> true);
  }
}
