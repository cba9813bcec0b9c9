package io.tidemark.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.DeadLetter;
import io.tidemark.row.RecordHeaders;
import io.tidemark.row.Row;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.row.StructType;
import io.tidemark.topology.definition.BadRecords;
import io.tidemark.topology.plan.SourcePlan;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class RefusedRecordTest {

  private static final Map<String, String> PARTITION = Map.of("path", "a.json");
  private static final Map<String, Long> OFFSET = Map.of("position", 9L);

  @Test
  void becomesADeadLetterWithItsFilePositionAndFirstBytes() {
    SourceRecord refused = record("orders", "x".repeat(20_000));

    SourceRecord letter =
        new RefusedRecord(source(BadRecords.DEAD_LETTER)).of(refused, "too large").orElseThrow();

    assertThat(letter.topic()).isEqualTo("p.orders.dead_letter");
    assertThat(letter.sourcePartition()).isEqualTo(PARTITION);
    assertThat(letter.sourceOffset()).isEqualTo(OFFSET);
    Row row = new RowBatchCodec(DeadLetter.SCHEMA).decode((byte[]) letter.value()).get(0);
    assertThat(value(row, "source")).isEqualTo("orders");
    assertThat(value(row, "file")).isEqualTo("a.json");
    assertThat(value(row, "position")).isEqualTo(7L);
    assertThat(value(row, "reason"))
        .isEqualTo("Kafka refuses the record for topic orders: too large");
    assertThat((byte[]) value(row, "value")).hasSize(16 * 1024);
  }

  @Test
  void hasNoSubstituteWhenItIsADeadLetterItself() {
    SourceRecord refused = record("p.orders.dead_letter", "x");

    assertThat(new RefusedRecord(source(BadRecords.DEAD_LETTER)).of(refused, "too large"))
        .isEmpty();
  }

  @Test
  void stopsASourceThatShallFailFastWithItsPlace() {
    RefusedRecord substitute = new RefusedRecord(source(BadRecords.FAIL_FAST));

    assertThatThrownBy(() -> substitute.of(record("orders", "x"), "too large"))
        .hasMessage(
            "a.json, position 7: Kafka refuses the record for topic orders: too large; raise the"
                + " topic's max.message.bytes, or set bad_records to dead_letter");
  }

  private static Object value(Row row, String column) {
    return row.value(DeadLetter.SCHEMA.names().indexOf(column));
  }

  private static SourcePlan source(BadRecords badRecords) {
    StructType schema = StructType.fromDdl("id STRING");
    return new SourcePlan(
        "orders",
        "orders",
        1,
        Optional.empty(),
        schema,
        schema,
        Optional.empty(),
        Optional.empty(),
        badRecords,
        "p.orders.dead_letter");
  }

  private static SourceRecord record(String topic, String value) {
    ConnectHeaders headers = new ConnectHeaders();
    headers.addString(RecordHeaders.FILE, "a.json");
    headers.addString(RecordHeaders.POSITION, "7");
    Schema bytes = Schema.OPTIONAL_BYTES_SCHEMA;
    return new SourceRecord(
        PARTITION, OFFSET, topic, null, null, null, bytes, value.getBytes(UTF_8), null, headers);
  }
}
