package io.tidemark.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowBatchCodecTest {

  private static final StructType ORDER_LINES =
      StructType.fromDdl("order_id STRING, price DOUBLE, quantity INT, at TIMESTAMP");

  private final RowBatchCodec codec = new RowBatchCodec(ORDER_LINES);

  @Test
  void keepsRowsInOrder() {
    List<Row> rows =
        List.of(Row.of("o-1", 12.5, 3, 1_700_000_000_000_000L), Row.of("o-1", null, -1, null));

    assertThat(codec.decode(codec.encode(rows))).isEqualTo(rows);
  }

  @Test
  void keepsAnEmptyBatch() {
    assertThat(codec.decode(codec.encode(List.of()))).isEmpty();
  }

  @Test
  void keepsNaNInfinitiesAndNegativeZero() {
    List<Row> rows =
        List.of(
            Row.of("a", Double.NaN, null, null),
            Row.of("a", -0.0, null, null),
            Row.of("a", 0.0, null, null),
            Row.of("a", Double.NEGATIVE_INFINITY, null, null));

    assertThat(codec.decode(codec.encode(rows))).isEqualTo(rows);
  }

  @Test
  void givesEachRowTheSameObjectForAValueThatAllShare() {
    List<Row> rows = List.of(Row.of(new String("o-1"), 1.0, 1, 5L), Row.of("o-1", 2.0, 2, 5L));

    List<Row> decoded = codec.decode(codec.encode(rows));

    assertThat(decoded.get(1).value(0)).isSameAs(decoded.get(0).value(0));
    assertThat(decoded.get(1).value(3)).isSameAs(decoded.get(0).value(3));
  }

  @Test
  void writesAValueThatAllRowsShareOnce() {
    Row row = Row.of("an order id that is long enough to be seen", 1.0, 1, 5L);

    int ofOne = codec.encode(List.of(row)).length;

    assertThat(codec.encode(Collections.nCopies(1000, row))).hasSizeLessThan(ofOne + 3);
  }

  @Test
  void keepsABatchOfVeryManyEqualRows() {
    List<Row> rows = Collections.nCopies(100_000, Row.of("o-1", 1.0, 1, 5L));

    assertThat(codec.decode(codec.encode(rows))).isEqualTo(rows);
  }

  @Test
  void keepsDecimalsOfEveryPrecision() {
    RowBatchCodec decimals =
        new RowBatchCodec(StructType.fromDdl("a DECIMAL(18,2), b DECIMAL(38,9)"));
    List<Row> rows =
        List.of(
            Row.of(new BigDecimal("-9999999999999999.99"), new BigDecimal("0.000000001")),
            Row.of(
                new BigDecimal("0.00"),
                new BigDecimal("-99999999999999999999999999999.999999999")));

    assertThat(decimals.decode(decimals.encode(rows))).isEqualTo(rows);
  }

  @Test
  void canBeUsedAgainAfterALargeBatch() {
    List<Row> large = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      large.add(Row.of("order " + i, i * 0.5, i, (long) i));
    }
    List<Row> small = List.of(Row.of("o-1", 1.0, 1, 5L));

    assertThat(codec.decode(codec.encode(large))).isEqualTo(large);
    assertThat(codec.decode(codec.encode(small))).isEqualTo(small);
  }

  @Test
  void readsSeveralBatchesOneAfterAnother() {
    List<Row> large = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      large.add(Row.of(null, null, i, null));
    }
    Row small = Row.of("o-1", 1.0, 1, 5L);
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(codec.encode(large));
    joined.writeBytes(codec.encode(List.of()));
    joined.writeBytes(codec.encode(List.of(small, small)));

    List<Row> rows = codec.decode(joined.toByteArray());

    assertThat(rows).hasSize(2002).startsWith(large.get(0)).endsWith(small, small);
  }

  @Test
  void keepsTheOrderOfEachMapsEntries() {
    RowBatchCodec maps = new RowBatchCodec(StructType.fromDdl("m MAP<INT, INT>"));
    Map<Integer, Integer> upwards = new LinkedHashMap<>();
    Map<Integer, Integer> downwards = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      upwards.put(i, i);
      downwards.put(4 - i, 4 - i);
    }

    List<Row> decoded = maps.decode(maps.encode(List.of(Row.of(upwards), Row.of(downwards))));

    assertThat(decoded.get(0).value(0)).asString().isEqualTo(upwards.toString());
    assertThat(decoded.get(1).value(0)).asString().isEqualTo(downwards.toString());
  }

  @Test
  void aBatchWithMoreRowsThanBytesStandsAlone() {
    List<Row> empty = Collections.nCopies(1000, Row.of(null, null, null, null));
    byte[] batch = codec.encode(empty);

    assertThat(RowBatchCodec.isJoinable(batch, 1000)).isFalse();
    assertThat(codec.decode(batch)).hasSize(1000);
    assertThat(RowBatchCodec.isJoinable(codec.encode(empty.subList(0, 4)), 4)).isTrue();
  }

  @Test
  void refusesABatchOfAnotherSchema() {
    byte[] batch = codec.encode(List.of(Row.of("o-1", 1.0, 1, 5L)));
    RowBatchCodec other = new RowBatchCodec(StructType.fromDdl("order_id STRING, price DOUBLE"));

    assertThatThrownBy(() -> other.decode(batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a row batch of another schema")
        .hasMessageContaining("order_id STRING, price DOUBLE");
  }

  @Test
  void refusesAnotherVersion() {
    byte[] batch = codec.encode(List.of());
    batch[0] = 9;

    assertThatThrownBy(() -> codec.decode(batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 9");
  }

  @Test
  void refusesBytesAfterTheBatch() {
    byte[] batch = codec.encode(List.of(Row.of("o-1", 1.0, 1, 5L)));

    assertThatThrownBy(() -> codec.decode(Arrays.copyOf(batch, batch.length + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesToEncodeAValueOfAnotherType() {
    assertThatThrownBy(() -> codec.encode(List.of(Row.of("o-1", 1, 1, 5L))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column price is DOUBLE: class java.lang.Integer cannot be cast");
  }

  @Test
  void refusesToEncodeARowOfAnotherWidth() {
    assertThatThrownBy(() -> codec.encode(List.of(Row.of("o-1", 1.0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 values");
  }
}
