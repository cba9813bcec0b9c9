package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.testing.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole process is killed, as by {@code kill -9}, again and again while orders keep coming;
 * then it may run to its end, and every row must be where it belongs, once.
 */
class CrashCampaignIT {

  private static final int KILLS = 24;

  /** How many things may have happened, at most, between a start and a kill. */
  private static final int MOST_EVENTS = 6;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Random random = new Random();

  @TempDir Path root;

  private PipelineFolder pipeline;
  private CampaignOrders orders;

  @BeforeEach
  void writePipeline() {
    pipeline = new PipelineFolder(root, new KafkaAccess.Embedded(0), CampaignOrders.PIPELINE);
    orders = new CampaignOrders(pipeline);
  }

  @Test
  void losesAndDoublesNothingOverRandomKills() {
    for (int kill = 1; kill <= KILLS; kill++) {
      orders.addFiles(3);
      startAndKill(kill % 3 == 0 ? "available_now" : "default");
    }

    pipeline.run("available_now");

    new CampaignTables(pipeline, orders).check();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host.before-transaction-end",
        "files.before-archive",
        "files.between-archive-steps",
        "files.after-archive",
        "delta.parquet-written",
        "delta.committed"
      })
  void losesAndDoublesNothingWhenKilledAt(String step) {
    // Given
    orders.addFiles(2);
    try (ChildJvm process = process("available_now", "-Dtidemark.failpoint=" + step)) {
      assertThat(process.awaitExit()).isEqualTo(137);
    }
    orders.addFiles(1);

    // When
    pipeline.run("available_now");

    // Then
    new CampaignTables(pipeline, orders).check();
  }

  /** Kills a while after something has happened: what and how many times is left to chance. */
  private void startAndKill(String trigger) {
    Path ready = root.resolve("ready");
    int wanted = random.nextInt(-1, MOST_EVENTS); // -1: before it is ready
    try (ChildJvm process = process(trigger)) {
      long before = events();
      waitFor(() -> wanted < 0 || Files.exists(ready) || !process.isAlive());
      waitFor(() -> events() - before >= wanted || !process.isAlive());
      rest(Duration.ofMillis(random.nextInt(wanted < 0 ? 3000 : 300)));
      process.kill();
      Files.deleteIfExists(ready);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files archived and versions of tables, so far. */
  private long events() {
    return (long) filesIn(root.resolve("archive")).size()
        + filesIn(pipeline.table("lines").resolve("_delta_log")).size()
        + filesIn(pipeline.table("per_hour").resolve("_delta_log")).size();
  }

  private static void waitFor(Callable<Boolean> condition) {
    try {
      await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(condition);
    } catch (ConditionTimeoutException e) {
      // slow, or less to do than hoped for: killed now
    }
  }

  private static void rest(Duration time) {
    await().pollDelay(time).until(() -> true);
  }

  private ChildJvm process(String trigger, String... options) {
    return ChildJvm.start(
        root.resolve("process.log"),
        List.of(options),
        RunProcess.class,
        pipeline.file().toString(),
        pipeline.data().toString(),
        trigger,
        root.resolve("ready").toString());
  }

  private static List<String> filesIn(Path folder) {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
