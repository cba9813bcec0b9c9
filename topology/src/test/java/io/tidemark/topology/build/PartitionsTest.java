package io.tidemark.topology.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidemark.row.Row;
import io.tidemark.topology.TestPipeline;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows over four source partitions, as tasks exchange them. */
class PartitionsTest {

  @TempDir private File folder;

  private PartitionedPipeline pipeline;

  @BeforeEach
  void start() {
    pipeline = pipeline("window: {size: 1 minute}, keys: [sensor], ", "append");
  }

  private PartitionedPipeline pipeline(String groups, String mode) {
    return new PartitionedPipeline(
        TestPipeline.plan(
            """
            name: p
            sources:
              readings: {schema: "time TIMESTAMP, sensor STRING", partitions: 4}
            tables:
              counts:
                from: readings
                steps:
                  - with_watermark: {column: time, delay: 0 seconds}
                  - group_by: {%saggregate: {n: count(*)}}
                write: {delta: out/counts, output_mode: %s}
            """
                .formatted(groups, mode)),
        folder);
  }

  private static String at(int minute, String sensor) {
    return "{\"time\": \"2026-01-01T10:%02d:30Z\", \"sensor\": \"%s\"}".formatted(minute, sensor);
  }

  @Test
  void makeNothingLateOfABacklogThatIsReadUnevenly() {
    for (int partition = 0; partition < 4; partition++) {
      for (int minute = 0; minute < 10; minute++) {
        pipeline.produce(partition, at(minute, "s" + minute % 3));
      }
    }

    for (int partition = 0; partition < 4; partition++) {
      pipeline.read(partition, 10);
      pipeline.tick();
      pipeline.tick();
    }

    assertThat(pipeline.late()).isEmpty();
    assertThat(pipeline.results()).hasSize(9).extracting(r -> r.value(3)).containsOnly(4L);
  }

  @Test
  void holdNoWindowOpenForAPartitionThatGetsNothing() {
    pipeline.produce(1, at(0, "a"), at(1, "a"));
    pipeline.read(1, 2);
    pipeline.tick();
    pipeline.tick();

    assertThat(pipeline.results()).extracting(r -> r.value(2)).containsExactly("a");
  }

  @Test
  void waitForAPartitionWithUnreadRecords() {
    pipeline.produce(0, at(0, "a"));
    pipeline.produce(1, at(0, "a"), at(5, "a"));
    pipeline.read(1, 2);
    pipeline.tick();
    pipeline.tick();
    assertThat(pipeline.results()).isEmpty();

    pipeline.read(0, 1);
    pipeline.tick();
    pipeline.tick();
    assertThat(pipeline.results()).hasSize(1).extracting(r -> r.value(3)).containsExactly(2L);
  }

  @Test
  void areThroughOnceEveryTaskHasAppliedASnapshotAtTheEnds() {
    Map<TopicPartition, Long> ends =
        Map.of(
            new TopicPartition("readings", 0), 1L,
            new TopicPartition("readings", 1), 0L,
            new TopicPartition("readings", 2), 0L,
            new TopicPartition("readings", 3), 0L);
    pipeline.produce(0, at(0, "a"));
    pipeline.tick();
    pipeline.tick();
    assertThat(pipeline.progress.hasReached(ends)).isFalse();

    pipeline.read(0, 1);
    assertThat(pipeline.progress.hasReached(ends)).isFalse();

    pipeline.tick();
    pipeline.tick();
    assertThat(pipeline.progress.hasReached(ends)).isTrue();
  }

  @Test
  void areNotThroughBeforeTheLastResultsAreCommitted() {
    Map<TopicPartition, Long> ends = new HashMap<>();
    IntStream.range(0, 4).forEach(p -> ends.put(new TopicPartition("readings", p), 2L));
    IntStream.range(0, 4).forEach(p -> pipeline.produce(p, at(0, "a"), at(9, "a")));
    IntStream.range(0, 4).forEach(p -> pipeline.read(p, 2));
    pipeline.tickUncommitted();
    pipeline.tickUncommitted();
    assertThat(pipeline.progress.hasReached(ends)).isFalse();

    pipeline.commit();
    pipeline.tickUncommitted();
    assertThat(pipeline.results()).hasSize(1);
    assertThat(pipeline.progress.hasReached(ends)).isTrue();
  }

  @Test
  void tellNothingWhenThereIsNoNews() {
    IntStream.range(0, 4).forEach(p -> pipeline.produce(p, at(p, "a")));
    IntStream.range(0, 4).forEach(p -> pipeline.read(p, 1));
    pipeline.tick();
    pipeline.tick();

    assertThat(pipeline.sentInATick()).isZero();
  }

  @Test
  void sendRowsOfOneKeyToOneTask() {
    IntStream.range(0, 4).forEach(p -> pipeline.produce(p, at(0, "a"), at(0, "b"), at(9, "c")));
    IntStream.range(0, 4).forEach(p -> pipeline.read(p, 3));
    pipeline.tick();
    pipeline.tick();

    assertThat(pipeline.results())
        .extracting(r -> r.value(2), r -> r.value(3))
        .containsExactlyInAnyOrder(tuple("a", 4L), tuple("b", 4L));
  }

  @Test
  void addUpAllPartitionsInTheOneGroupOfAnAggregationWithoutKeys() {
    PartitionedPipeline windows = pipeline("window: {size: 1 minute}, ", "append");
    readThreeOfEach(windows);

    assertThat(windows.results()).extracting(r -> r.value(2)).containsExactly(8L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"update", "complete"})
  void haveOneRowInATableWithoutKeysAndWindows(String mode) {
    PartitionedPipeline total = pipeline("", mode);
    readThreeOfEach(total);

    assertThat(total.results()).isNotEmpty();
    assertThat(total.results().get(total.results().size() - 1)).isEqualTo(Row.of(12L));
  }

  private static void readThreeOfEach(PartitionedPipeline pipeline) {
    IntStream.range(0, 4).forEach(p -> pipeline.produce(p, at(0, "a"), at(0, "b"), at(9, "c")));
    IntStream.range(0, 4).forEach(p -> pipeline.read(p, 3));
    pipeline.tick();
    pipeline.tick();
  }
}
