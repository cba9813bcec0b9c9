package io.tidemark.delta.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.json.JsonRowReader;
import io.tidemark.row.json.Mode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A data file's statistics in the log, held against its rows: of every column, nested ones too. */
final class LoggedStatistics {

  private static final int PREFIX = 32;
  private static final long MICROS_OF_YEAR_1 = -62_135_596_800_000_000L;
  private static final long MICROS_OF_YEAR_10000 = 253_402_300_800_000_000L;
  private static final Comparator<String> BY_BYTES =
      (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

  private LoggedStatistics() {}

  /**
   * @param columns of the file, without the partitions'
   * @param rows of the table's columns
   */
  static void assertTrueOf(String json, StructType columns, StructType table, List<Row> rows) {
    StructType bounds = leaves(columns, Kept.BOUNDED);
    StructType schema =
        new StructType(
            List.of(
                StructField.of("numRecords", PrimitiveType.BIGINT),
                StructField.of("minValues", bounds),
                StructField.of("maxValues", bounds),
                StructField.of("nullCount", leaves(columns, Kept.COUNTED))));
    Row logged = new JsonRowReader(schema, Mode.STRICT).read(json.getBytes(UTF_8));
    assertThat(logged.value(0)).isEqualTo((long) rows.size());
    Struct root =
        new Struct(columns, (Row) logged.value(1), (Row) logged.value(2), (Row) logged.value(3));
    root.check(rows.stream().map(row -> project(row, columns, table)).toList());
  }

  private enum Kept {
    BOUNDED,
    COUNTED
  }

  private static StructType leaves(StructType type, Kept kept) {
    List<StructField> fields = new ArrayList<>();
    for (StructField field : type.fields()) {
      if (field.type() instanceof StructType struct) {
        fields.add(StructField.of(field.name(), leaves(struct, kept)));
      } else if (isLeaf(field.type()) && kept == Kept.COUNTED) {
        fields.add(StructField.of(field.name(), PrimitiveType.BIGINT));
      } else if (isLeaf(field.type()) && hasBounds(field.type())) {
        fields.add(StructField.of(field.name(), field.type()));
      }
    }
    return new StructType(fields);
  }

  private static boolean isLeaf(DataType type) {
    return type instanceof PrimitiveType || type instanceof DecimalType;
  }

  private static boolean hasBounds(DataType type) {
    return type != PrimitiveType.BOOLEAN && type != PrimitiveType.BINARY;
  }

  private static Row project(Row row, StructType columns, StructType table) {
    return Row.wrap(
        columns.fields().stream()
            .map(field -> row.value(table.find(field.name()).orElseThrow()))
            .toArray());
  }

  /** A struct's part of each of the three objects. */
  private record Struct(StructType type, Row min, Row max, Row nulls) {

    void check(List<@Nullable Row> rows) {
      StructType bounds = leaves(type, Kept.BOUNDED);
      StructType counts = leaves(type, Kept.COUNTED);
      for (int i = 0; i < type.size(); i++) {
        StructField field = type.field(i);
        int column = i;
        List<@Nullable Object> values = new ArrayList<>();
        rows.forEach(row -> values.add(row == null ? null : row.value(column)));
        int count = counts.find(field.name()).orElse(-1);
        int bound = bounds.find(field.name()).orElse(-1);
        if (field.type() instanceof StructType struct) {
          new Struct(
                  struct, (Row) min.value(bound), (Row) max.value(bound), (Row) nulls.value(count))
              .check(values.stream().map(Row.class::cast).toList());
        } else if (count >= 0) {
          List<Object> present = values.stream().filter(Objects::nonNull).toList();
          assertThat(nulls.value(count))
              .as("nulls of %s", field.name())
              .isEqualTo((long) values.size() - present.size());
          if (bound >= 0) {
            checkBounds(field, present, min.value(bound), max.value(bound));
          }
        }
      }
    }
  }

  private static void checkBounds(
      StructField field, List<Object> values, @Nullable Object min, @Nullable Object max) {
    String name = field.name();
    if (values.isEmpty()) {
      assertThat(min).as(name).isNull();
      assertThat(max).as(name).isNull();
    } else if (field.type() == PrimitiveType.STRING) {
      List<String> sorted = values.stream().map(String.class::cast).sorted(BY_BYTES).toList();
      String greatest = sorted.get(sorted.size() - 1);
      assertThat(min).as(name).isEqualTo(prefix(sorted.get(0)));
      assertThat(max)
          .as(name)
          .isEqualTo(
              prefix(greatest).equals(greatest)
                  ? greatest
                  : prefix(greatest) + Character.toString(Character.MAX_CODE_POINT));
    } else if (field.type() == PrimitiveType.DOUBLE) {
      checkDoubles(name, values, (Double) min, (Double) max);
    } else if (field.type() == PrimitiveType.TIMESTAMP) {
      List<Long> sorted = values.stream().map(Long.class::cast).sorted().toList();
      checkTime(name, sorted.get(0), (Long) min);
      checkTime(name, sorted.get(sorted.size() - 1), (Long) max);
    } else {
      List<BigDecimal> sorted =
          values.stream().map(value -> new BigDecimal(value.toString())).sorted().toList();
      assertThat(new BigDecimal(String.valueOf(min))).as(name).isEqualByComparingTo(sorted.get(0));
      assertThat(new BigDecimal(String.valueOf(max)))
          .as(name)
          .isEqualByComparingTo(sorted.get(sorted.size() - 1));
    }
  }

  /** JSON has no infinity; where there is no number, no greatest can be told. */
  private static void checkDoubles(
      String name, List<Object> values, @Nullable Double min, @Nullable Double max) {
    List<Double> numbers =
        values.stream().map(Double.class::cast).filter(d -> !d.isNaN()).sorted().toList();
    boolean hasNaN = numbers.size() < values.size();
    double least = numbers.isEmpty() ? Double.NaN : numbers.get(0);
    double greatest = numbers.isEmpty() ? Double.NaN : numbers.get(numbers.size() - 1);
    if (min == null) {
      assertThat(hasNaN || Double.isInfinite(least)).as(name).isTrue();
    } else {
      assertThat(min.doubleValue() == least).as("%s: %s is %s", name, min, least).isTrue();
    }
    if (max == null) {
      assertThat(hasNaN || Double.isInfinite(greatest)).as(name).isTrue();
    } else {
      assertThat(hasNaN).as(name).isFalse();
      assertThat(max.doubleValue() == greatest).as("%s: %s is %s", name, max, greatest).isTrue();
    }
  }

  /** Cut to milliseconds; times that have no four-digit year have no bounds. */
  private static void checkTime(String name, long micros, @Nullable Long logged) {
    boolean canBeWritten = micros >= MICROS_OF_YEAR_1 && micros < MICROS_OF_YEAR_10000;
    if (canBeWritten) {
      assertThat(logged).as(name).isEqualTo(Math.floorDiv(micros, 1000) * 1000);
    } else {
      assertThat(logged).as(name).isNull();
    }
  }

  private static String prefix(String text) {
    return text.codePointCount(0, text.length()) <= PREFIX
        ? text
        : text.substring(0, text.offsetByCodePoints(0, PREFIX));
  }
}
