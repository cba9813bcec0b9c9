package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.testing.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process stands still right before each of its targets is written, and wakes when another has
 * taken all of them over.
 */
class PausedProcessIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Pattern WAITING_ROWS =
      Pattern.compile("(?m)^tidemark_table_waiting_rows\\{.*} (?!0\\.0|NaN)");

  /** After each of them, one call is left that others would see. */
  private static final String STEPS =
      "delta.parquet-written,topic.before-transaction-end,batch.planned";

  @TempDir Path root;

  private final String name = TestKafka.unique("paused");
  private TestKafka kafka;
  private PipelineFolder pipeline;
  private SharedOrders orders;
  private SharedTables tables;
  private Crew crew;

  @BeforeEach
  void writePipeline() {
    kafka = TestKafka.shared();
    pipeline = new PipelineFolder(root, kafka.bootstrapServers(), SharedOrders.pipeline(name, 2));
    orders = new SharedOrders(pipeline, 200);
    tables = new SharedTables(name, pipeline, orders);
    crew = new Crew(pipeline);
  }

  @AfterEach
  void endCrew() {
    crew.close();
    kafka.close();
  }

  @Test
  void writesToNoTargetWhenItWakes() throws IOException {
    // Given
    Path hold = Files.createDirectory(root.resolve("hold"));
    orders.add(2000);
    crew.beginMonitored(
        "one", "-Dtidemark.failpoint=" + STEPS, "-Dtidemark.failpoint.hold=" + hold);
    await().atMost(PATIENCE).until(() -> held(hold), PausedProcessIT::areAllTargets);
    crew.pause("one");

    // When
    crew.start("two");
    orders.add(2000);
    awaitAll();
    deleteFolder(hold);
    crew.wake("one");
    awaitNothingWaits("one");
    orders.add(2000);
    awaitAll();

    // Then
    assertThat(crew.isAlive("one")).isTrue();
    assertThat(crew.isAlive("two")).isTrue();
    crew.stop();
    pipeline.run("available_now");
    tables.check(kafka);
    List<Long> calls =
        Files.readAllLines(root.resolve("calls")).stream().map(Long::valueOf).toList();
    assertThat(calls)
        .as("each batch once")
        .isEqualTo(LongStream.range(0, calls.size()).boxed().toList());
  }

  private void awaitAll() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions() // tables are being made
        .untilAsserted(
            () -> {
              crew.requireAlive("two");
              tables.checkLines();
              tables.checkTotals();
              tables.checkBatches();
              tables.checkTopic(kafka);
            });
  }

  /** It has taken nothing of any table that it has not committed, or given up. */
  private void awaitNothingWaits(String member) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(crew.page(member, "metrics"))
                    .contains("tidemark_table_waiting_rows")
                    .doesNotContainPattern(WAITING_ROWS));
  }

  /** Who is held up at which step. */
  private static List<String> held(Path hold) throws IOException {
    try (Stream<Path> files = Files.list(hold)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  private static boolean areAllTargets(List<String> held) {
    return Stream.of(
            "delta.*lines", "delta.*totals", "delta.*digits", "topic.*", "batch.*FileBatches")
        .allMatch(target -> held.stream().anyMatch(h -> h.matches(target)));
  }

  private static void deleteFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
