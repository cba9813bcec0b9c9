package io.tidemark.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

  private final RowBatchCodec codec = new RowBatchCodec(DeadLetter.SCHEMA);

  @Test
  void isARowOfItsSchema() {
    byte[] value = "{\"a\": ".getBytes(StandardCharsets.UTF_8);
    Row row =
        new DeadLetter(
                "orders",
                "lines",
                new DeadLetter.Origin("orders", 3, 42, 1_700_000_000_123L),
                "day1.json",
                17L,
                "not JSON",
                null,
                value)
            .toRow();

    assertThat(codec.decode(codec.encode(List.of(row))))
        .containsExactly(
            Row.of(
                "orders",
                "lines",
                "orders",
                3,
                42L,
                1_700_000_000_123_000L,
                "day1.json",
                17L,
                "not JSON",
                null,
                value));
  }

  @Test
  void hasNoPlaceInKafkaWhenItNeverGotThere() {
    Row row =
        new DeadLetter("orders", null, null, "day1.json", 0L, "too large", null, null).toRow();

    assertThat(row.size()).isEqualTo(DeadLetter.SCHEMA.size());
    assertThat(row.isNullAt(2)).isTrue();
    assertThat(codec.decode(codec.encode(List.of(row)))).containsExactly(row);
  }
}
