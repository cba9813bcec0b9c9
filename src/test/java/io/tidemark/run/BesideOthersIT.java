package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.checkpoint.Reset;
import io.tidemark.row.problem.UserException;
import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not be done while another machine's process runs a pipeline of the same name. */
class BesideOthersIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path root;

  private final String name = TestKafka.unique("beside");
  private TestKafka kafka;
  private PipelineFolder here;
  private BackgroundRun running;

  @BeforeEach
  void runHere() {
    kafka = TestKafka.shared();
    kafka.create(name + ".orders", 1);
    produce("a");
    here = machine("here", "[id]");
    running =
        BackgroundRun.of(here.start("processing_time: 100 milliseconds", new SilentListener()));
    awaitRows(1);
  }

  @AfterEach
  void end() {
    running.close();
    kafka.close();
  }

  @Test
  void isRefusedAndTheOtherGoesOn() {
    // at once, because each waits for some seconds
    List<CompletableFuture<Void>> refusals =
        List.of(
            refused(
                () -> machine("changed", "[id, amount]").run("default"),
                "pipeline " + name,
                "other processes run one of this name that is defined otherwise: [",
                "give this one another name; or, if it is to replace the other, stop those"),
            refused(
                () -> machine("ending", "[id]").run("available_now"),
                "other processes work on it too: [",
                "a run with a trigger that ends has to be alone: stop them"),
            refused(() -> reset(machine("reset", "[id]")), "another process (", "stop it"));
    CompletableFuture.allOf(refusals.toArray(CompletableFuture[]::new)).join();

    produce("b");
    awaitRows(2);
    assertThat(running.isRunning()).isTrue();
  }

  @Test
  void aChangedPipelineStartsAsSoonAsTheOthersHaveStopped() {
    SilentListener listener = new SilentListener();
    PipelineFolder changed = machine("changed", "[id, amount]");
    running.stop();

    try (BackgroundRun next = BackgroundRun.of(changed.start("default", listener))) {
      produce("b");
      awaitRows(2);
      assertThat(next.isRunning()).isTrue();
    }
    assertThat(TableQuery.rows(here.table("lines"), "SELECT id, amount FROM t ORDER BY id"))
        .containsExactly("a, null", "b, 1");
    assertThat(listener.waiting())
        .singleElement()
        .satisfies(
            p ->
                assertThat(p.toString())
                    .contains("other processes work on it, or did a moment ago: ["));
  }

  private static CompletableFuture<Void> refused(ThrowingCallable attempt, String... texts) {
    return CompletableFuture.runAsync(
        () ->
            assertThatThrownBy(attempt)
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(texts));
  }

  private void reset(PipelineFolder folder) throws Exception {
    ResetProcess.reset(
        folder.plan(),
        folder.data(),
        access(),
        new ResetProcess.What(Optional.empty(), Reset.To.EARLIEST, Reset.Rows.DROP));
  }

  /** Another machine with a pipeline file of its own, which writes the same table. */
  private PipelineFolder machine(String folder, String columns) {
    return new PipelineFolder(
        root.resolve(folder),
        access(),
        """
        name: NAME
        sources:
          orders: {schema: "id STRING, amount INT", topic: NAME.orders, partitions: 1}
        tables:
          lines:
            from: orders
            steps: [{select: COLUMNS}]
            write: {delta: HERE/tables/lines}
        """
            .replace("NAME", name)
            .replace("COLUMNS", columns)
            .replace("HERE", root.resolve("here").toString()));
  }

  private KafkaAccess access() {
    return new KafkaAccess.Operated(kafka.bootstrapServers(), Map.of());
  }

  private void produce(String id) {
    kafka.produce(name + ".orders", List.of("{\"id\": \"%s\", \"amount\": 1}".formatted(id)));
  }

  private void awaitRows(long count) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> TableQuery.count(here.table("lines")) == count);
  }
}
