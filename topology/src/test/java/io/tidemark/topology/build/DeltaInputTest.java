package io.tidemark.topology.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.RecordHeaders;
import io.tidemark.row.Row;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.TestPipeline;
import io.tidemark.topology.plan.PipelinePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that reads a Delta table: row batches in place of JSON. */
class DeltaInputTest {

  private static final StructType EVENTS = StructType.fromDdl("id STRING, at TIMESTAMP, n STRING");

  private static final String PIPELINE =
      """
      name: p
      sources:
        events: {delta: tables/events}
      tables:
        numbers:
          from: events
          steps: [{select: [id, CAST(n AS INT) AS n]}]
          write: {delta: out/numbers}
        copies:
          from: events
          steps: [{select: [id]}]
          write: {delta: out/copies}
      """;

  private static final String WINDOWED =
      """
      name: p
      sources:
        events: {delta: tables/events}
      tables:
        counts:
          from: events
          steps:
            - with_watermark: {column: at, delay: 10 seconds}
            - group_by:
                window: {size: 1 minute}
                aggregate: {rows: count(*)}
          write: {delta: out/counts}
      """;

  @TempDir private Path folder;

  @Test
  void hasTheColumnsOfTheTableAndATopicOfItsOwn() {
    PipelinePlan plan = plan(PIPELINE);

    assertThat(plan.sources())
        .singleElement()
        .satisfies(
            source -> {
              assertThat(source.schema()).isEqualTo(EVENTS);
              assertThat(source.topic()).isEqualTo("p.events.table");
              assertThat(source.partitions()).isEqualTo(1);
            });
    assertThat(plan.describe())
        .contains("  delta tables/events → topic p.events.table (1 partition)");
  }

  @Test
  void isAProblemAtItsPlaceWhenTheTableIsMissing() {
    assertThatThrownBy(() -> TestPipeline.plan(PIPELINE, path -> Optional.empty()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "orders.yaml: sources.events.delta (line 3): there is no Delta table at"
                + " 'tables/events'");
  }

  @Test
  void needsNoTableWhenItsSchemaIsDeclared() {
    String declared = PIPELINE.replace("events}", "events, schema: 'id STRING, n STRING'}");

    PipelinePlan plan = TestPipeline.plan(declared);

    assertThat(plan.sources().get(0).schema().names()).containsExactly("id", "n");
  }

  @Test
  void mayNotBeWrittenByItsOwnPipeline() {
    assertThatThrownBy(() -> plan(PIPELINE.replace("out/copies", "tables/events/")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it is written where source 'events' reads its table");
  }

  @Test
  void setsAsideTheBadRowsOfABatchOnly() {
    try (PipelineDriver pipeline = new PipelineDriver(plan(PIPELINE), folder)) {
      pipeline.pipe(
          "events",
          batch(EVENTS, Row.of("a", null, "1"), Row.of("b", null, "two"), Row.of("c", null, "3")));

      assertThat(pipeline.rows("numbers")).containsExactly(Row.of("a", 1), Row.of("c", 3));
      assertThat(pipeline.rows("copies")).containsExactly(Row.of("a"), Row.of("b"), Row.of("c"));
      assertThat(pipeline.deadLetters("events"))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(PipelineDriver.value(letter, "table")).isEqualTo("numbers");
                assertThat(PipelineDriver.value(letter, "file")).isEqualTo("part-1.parquet");
                assertThat(PipelineDriver.value(letter, "position")).isEqualTo(41L);
                assertThat(PipelineDriver.value(letter, "value"))
                    .isEqualTo("{\"id\":\"b\",\"n\":\"two\"}".getBytes(UTF_8));
                assertThat(PipelineDriver.value(letter, "reason")).asString().contains("'two'");
              });
      assertThat(pipeline.progress.sources().get("events"))
          .isEqualTo(new PipelineProgress.SourceCounts(3, 1));
    }
  }

  @Test
  void setsAsideWhatIsNoBatch() {
    try (PipelineDriver pipeline = new PipelineDriver(plan(PIPELINE), folder)) {
      pipeline.pipe("events", "{}");

      assertThat(pipeline.rows("copies")).isEmpty();
      assertThat(pipeline.deadLetters("events")).hasSize(1);
    }
  }

  @Test
  void stopsAtABadRowWhenItIsToFailFast() {
    String failing = PIPELINE.replace("events}", "events, bad_records: fail_fast}");
    try (PipelineDriver pipeline = new PipelineDriver(plan(failing), folder)) {
      assertThatThrownBy(() -> pipeline.pipe("events", batch(EVENTS, Row.of("b", null, "two"))))
          .hasStackTraceContaining("file part-1.parquet, row 40");
    }
  }

  @Test
  void readsBatchesFromBeforeColumnsWereAdded() {
    StructType before = StructType.fromDdl("id STRING");
    try (PipelineDriver pipeline = new PipelineDriver(plan(PIPELINE), folder)) {
      pipeline.pipe("events", batch(before, Row.of("old")));
      pipeline.pipe("events", batch(EVENTS, Row.of("new", null, "5")));
      pipeline.pipe("events", batch(before));

      assertThat(pipeline.rows("numbers")).containsExactly(Row.of("old", null), Row.of("new", 5));
      assertThat(pipeline.deadLetters("events")).isEmpty();
    }
  }

  @Test
  void makesNoRowLateByOthersOfItsBatch() {
    try (PipelineDriver pipeline = new PipelineDriver(plan(WINDOWED), folder)) {
      pipeline.pipe(
          "events", batch(EVENTS, Row.of("a", minutes(9), ""), Row.of("b", minutes(1), "")));
      pipeline.settle();

      assertThat(pipeline.late("counts")).isEmpty();
      assertThat(pipeline.rows("counts")).containsExactly(Row.of(minutes(1), minutes(2), 1L));

      pipeline.pipe("events", batch(EVENTS, Row.of("c", minutes(2), "")));
      pipeline.settle();

      assertThat(pipeline.late("counts")).hasSize(1);
    }
  }

  private static long minutes(int count) {
    return count * 60_000_000L;
  }

  private static PipelinePlan plan(String yaml) {
    return TestPipeline.plan(
        yaml, path -> Optional.of(EVENTS).filter(s -> path.equals("tables/events")));
  }

  /** As the Delta source publishes it: rows 40 and on of a file. */
  private static TestRecord<byte[], byte[]> batch(StructType schema, Row... rows) {
    TestRecord<byte[], byte[]> record =
        new TestRecord<>(null, new RowBatchCodec(schema).encode(List.of(rows)));
    record
        .headers()
        .add(new RecordHeader(RecordHeaders.FILE, "part-1.parquet".getBytes(UTF_8)))
        .add(new RecordHeader(RecordHeaders.POSITION, "40".getBytes(UTF_8)));
    return record;
  }
}
