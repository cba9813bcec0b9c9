package io.tidemark.delta.sink;

import static io.tidemark.delta.sink.SinkHarness.partition;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a micro-batch becomes a commit, by trigger. */
class CommitTimingTest {

  private static final StructType SCHEMA = StructType.fromDdl("id BIGINT");

  @TempDir Path folder;

  private final SinkHarness worker = new SinkHarness();
  private final MovableClock clock = new MovableClock();
  private long offset;

  @Test
  void byDefaultCommitsWhenAllHasBeenRead() {
    // Given
    DeltaSinkTask task = start(Map.of());

    // When
    putRow(task);

    // Then: it asks to be told soon whether there is more
    assertThat(version()).isZero();
    assertThat(worker.timeout).isEqualTo(1);

    // When
    task.put(List.of());

    // Then
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void rowsThatTrickleInShareACommit() {
    // Given
    DeltaSinkTask task = start(Map.of("commit.min.interval.ms", "200"));
    putRow(task);
    task.put(List.of());

    // When
    clock.advance(Duration.ofMillis(50));
    putRow(task);
    task.put(List.of());

    // Then
    assertThat(version()).isEqualTo(1);
    assertThat(worker.timeout).isEqualTo(150);

    // When
    clock.advance(Duration.ofMillis(150));
    task.put(List.of());

    // Then
    assertThat(version()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 600", // six times what the last commit took
    "20, 200", // commit.min.interval.ms
    "500, 1000" // commit.max.age.ms
  })
  void commitsThatAreSlowAreFurtherApart(long lastTook, long apart) {
    // Given
    DeltaSinkTask task = start(Map.of());
    putRow(task);
    clock.stepBy(Duration.ofMillis(lastTook));
    task.put(List.of());
    clock.stepBy(Duration.ZERO);

    // When
    putRow(task);
    task.put(List.of());

    // Then
    assertThat(version()).isEqualTo(1);
    assertThat(worker.timeout).isEqualTo(apart - lastTook);
  }

  @Test
  void afterAPauseTheFirstRowDoesNotWait() {
    // Given
    DeltaSinkTask task = start(Map.of("commit.min.interval.ms", "200"));
    putRow(task);
    task.put(List.of());
    clock.advance(Duration.ofSeconds(5));

    // When
    putRow(task);
    task.put(List.of());

    // Then
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void withMoreToReadCommitsWhatIsOld() {
    // Given
    DeltaSinkTask task = start(Map.of("commit.max.age.ms", "1000"));
    putRow(task);
    clock.advance(Duration.ofMillis(999));
    putRow(task);
    assertThat(version()).isZero();

    // When
    clock.advance(Duration.ofMillis(1));
    putRow(task);

    // Then
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void withMoreToReadCommitsWhatIsLarge() {
    // Given
    DeltaSinkTask task = start(Map.of("target.file.size.bytes", "1024"));

    // When
    for (int i = 0; i < 10_000; i++) {
      putRow(task);
    }

    // Then
    assertThat(version()).isPositive();
  }

  @Test
  void commitsAFullBatchBeforeTheRecordThatItHasNoRoomFor() {
    // Given
    DeltaSinkTask task = start(Map.of("trigger", "processing_time", "max.rows.per.trigger", "2"));
    putRow(task);
    putRow(task);
    assertThat(version()).isZero();

    // When
    putRow(task);

    // Then
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void atIntervalsCommitsOnTheirGrid() {
    // Given
    DeltaSinkTask task =
        start(Map.of("trigger", "processing_time", "trigger.interval.ms", "10000"));

    // When: intervals without rows pass by
    clock.advance(Duration.ofSeconds(34));
    putRow(task);
    task.put(List.of());

    // Then
    assertThat(version()).isZero();
    assertThat(worker.timeout).isEqualTo(6_000);

    // When
    clock.advance(Duration.ofSeconds(6));
    task.put(List.of());

    // Then
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void missedIntervalsAreSkipped() {
    // Given
    DeltaSinkTask task =
        start(Map.of("trigger", "processing_time", "trigger.interval.ms", "10000"));
    putRow(task);

    // When
    clock.advance(Duration.ofSeconds(47));
    putRow(task);
    putRow(task);
    putRow(task);

    // Then
    assertThat(version()).isEqualTo(1);

    // When
    clock.advance(Duration.ofSeconds(3));
    task.put(List.of());

    // Then
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void onceCommitsOnlyWhenAskedAndAllAtOnce() {
    // Given
    DeltaSinkTask task = start(Map.of("trigger", "once", "target.file.size.bytes", "1024"));
    for (int i = 0; i < 10_000; i++) {
      putRow(task);
    }
    clock.advance(Duration.ofHours(1));
    task.put(List.of());
    assertThat(version()).isZero();

    // When
    task.preCommit(Map.of());

    // Then
    assertThat(version()).isEqualTo(1);
    assertThat(DeltaTable.open(folder.toString()).snapshot().files()).hasSizeGreaterThan(1);
  }

  private DeltaSinkTask start(Map<String, String> more) {
    Map<String, String> config = new HashMap<>(SinkHarness.config(folder, SCHEMA));
    config.putAll(more);
    DeltaSinkTask task = worker.start(config, clock);
    task.open(List.of(partition(0)));
    return task;
  }

  private void putRow(DeltaSinkTask task) {
    task.put(List.of(SinkHarness.record(SCHEMA, 0, offset, Row.of(offset++))));
  }

  private long version() {
    return DeltaTable.open(folder.toString()).version();
  }
}
