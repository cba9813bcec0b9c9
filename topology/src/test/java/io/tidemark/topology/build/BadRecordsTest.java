package io.tidemark.topology.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.Row;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.TestPipeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadRecordsTest {

  private static final String LINES =
      """
      lines:
        from: orders
        steps: [{select: [order_id, customer.customer_id]}]
        write: {delta: out/lines}
      """;

  private static final String NUMBERS =
      """
      numbers:
        from: orders
        steps: [{select: [CAST(order_id AS INT) AS n]}]
        write: {delta: out/numbers}
      """;

  @TempDir private Path folder;

  @Test
  void areKeptWithTheirBytesPlaceAndReasonWhileTheOthersGoOn() {
    try (PipelineDriver pipeline = driver("dead_letter", LINES)) {
      String bad = "{\"order_id\": \"b\", \"customer\": {\"customer_id\": \"x\"}}";
      pipeline.pipe("orders", "{\"order_id\": \"a\"}");
      pipeline.pipe("orders", PipelineDriver.fromFile(bad, "day1.json", 42));
      pipeline.pipe("orders", "{\"order_id\": \"c\"}");

      assertThat(pipeline.rows("lines")).containsExactly(Row.of("a", null), Row.of("c", null));
      List<Row> letters = pipeline.deadLetters("orders");
      assertThat(letters).hasSize(1);
      Row letter = letters.get(0);
      assertThat(PipelineDriver.value(letter, "source")).isEqualTo("orders");
      assertThat(PipelineDriver.value(letter, "table")).isNull();
      assertThat(PipelineDriver.value(letter, "topic")).isEqualTo("orders");
      assertThat(PipelineDriver.value(letter, "partition")).isEqualTo(0);
      assertThat(PipelineDriver.value(letter, "offset")).isEqualTo(1L);
      assertThat(PipelineDriver.value(letter, "file")).isEqualTo("day1.json");
      assertThat(PipelineDriver.value(letter, "position")).isEqualTo(42L);
      assertThat(PipelineDriver.value(letter, "reason")).asString().contains("customer_id");
      assertThat(PipelineDriver.value(letter, "key")).isEqualTo(bytes("k"));
      assertThat(PipelineDriver.value(letter, "value")).isEqualTo(bytes(bad));
      assertThat(pipeline.progress.sources().get("orders"))
          .isEqualTo(new PipelineProgress.SourceCounts(3, 1));
    }
  }

  @Test
  void areRecordsWithoutAValueToo() {
    try (PipelineDriver pipeline = driver("dead_letter", LINES)) {
      pipeline.pipe("orders", new TestRecord<>(bytes("k"), (byte[]) null));

      assertThat(pipeline.rows("lines")).isEmpty();
      assertThat(pipeline.deadLetters("orders"))
          .extracting(l -> PipelineDriver.value(l, "reason"))
          .containsExactly("the record has no value");
    }
  }

  @Test
  void areSetAsideForTheTableThatCannotTakeThem() {
    try (PipelineDriver pipeline = driver("dead_letter", LINES + NUMBERS)) {
      pipeline.pipe("orders", "{\"order_id\": \"seven\"}");
      pipeline.pipe("orders", "{\"order_id\": \"8\"}");

      assertThat(pipeline.rows("lines")).containsExactly(Row.of("seven", null), Row.of("8", null));
      assertThat(pipeline.rows("numbers")).containsExactly(Row.of(8));
      List<Row> letters = pipeline.deadLetters("orders");
      assertThat(letters)
          .extracting(l -> PipelineDriver.value(l, "table"))
          .containsExactly("numbers");
      assertThat(PipelineDriver.value(letters.get(0), "reason")).asString().contains("'seven'");
    }
  }

  @Test
  void areRowsOfNullsWhereSparksPermissiveModeIsWanted() {
    try (PipelineDriver pipeline = driver("permissive", LINES)) {
      pipeline.pipe("orders", "{\"order_id\": \"b\", \"customer\": {\"customer_id\": \"x\"}}");
      pipeline.pipe("orders", "not JSON");

      assertThat(pipeline.rows("lines")).containsExactly(Row.of("b", null), Row.of(null, null));
      assertThat(pipeline.deadLetters("orders")).isEmpty();
    }
  }

  @Test
  void stopThePipelineWithTheirPlaceWhereThatIsWanted() {
    PipelineDriver pipeline = driver("fail_fast", LINES);

    assertThatThrownBy(
            () -> pipeline.pipe("orders", PipelineDriver.fromFile("[1]", "day1.json", 42)))
        .hasRootCauseInstanceOf(UserException.class)
        .rootCause()
        .hasMessage(
            "source orders: file day1.json, byte 42, topic orders, partition 0, offset 0: bad record:"
                + " not one JSON object: it is an array; mend it, or set bad_records: dead_letter to"
                + " go on without it");
  }

  @Test
  void stopThePipelineWithTheTableThatCannotTakeThem() {
    PipelineDriver pipeline = driver("fail_fast", NUMBERS);

    assertThatThrownBy(() -> pipeline.pipe("orders", "{\"order_id\": \"x\"}"))
        .rootCause()
        .hasMessageStartingWith(
            "source orders: topic orders, partition 0, offset 0: bad record for table numbers: ");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private PipelineDriver driver(String badRecords, String tables) {
    String yaml =
        TestPipeline.withTables(tables)
            .replace("partitions: 1", "partitions: 1\n    bad_records: " + badRecords);
    return new PipelineDriver(TestPipeline.plan(yaml), folder);
  }
}
