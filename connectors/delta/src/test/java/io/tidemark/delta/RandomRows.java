package io.tidemark.delta;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random schemas and rows of them, edge values included; the same for the same seed. */
public final class RandomRows {

  private static final String[] TEXTS = {
    "", "a", "Zürich", "日本", "😀😀", " \t\n\"\\", "null", "x".repeat(40), "\u0000\uFFFF"
  };
  private static final long[] LONGS = {
    0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1_700_000_000_000_000L, -62_135_596_800_000_000L
  };
  private static final double[] DOUBLES = {
    0, -0.0, 1.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE
  };

  private final Random random;

  public RandomRows(long seed) {
    this.random = new Random(seed);
  }

  public StructType schema(int depth) {
    List<StructField> fields = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(5); i++) {
      fields.add(StructField.of("c" + i, type(depth)));
    }
    return new StructType(fields);
  }

  public List<Row> rows(StructType schema, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(schema));
    }
    return rows;
  }

  private DataType type(int depth) {
    int kind = random.nextInt(depth == 0 ? 9 : 12);
    return switch (kind) {
      case 8 -> {
        int precision = 1 + random.nextInt(DecimalType.MAX_PRECISION);
        yield new DecimalType(precision, random.nextInt(precision + 1));
      }
      case 9 -> new ArrayType(type(depth - 1));
      case 10 -> new MapType(PrimitiveType.STRING, type(depth - 1));
      case 11 -> schema(depth - 1);
      default -> List.of(PrimitiveType.values()).get(kind);
    };
  }

  private Row row(StructType schema) {
    @Nullable Object[] values = new @Nullable Object[schema.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(schema.field(i).type());
    }
    return Row.wrap(values);
  }

  private @Nullable Object value(DataType type) {
    if (random.nextInt(5) == 0) {
      return null;
    } else if (type instanceof DecimalType decimal) {
      BigInteger bound = BigInteger.TEN.pow(decimal.precision());
      BigInteger unscaled = new BigInteger(bound.bitLength(), random).mod(bound);
      return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), decimal.scale());
    } else if (type instanceof ArrayType array) {
      List<@Nullable Object> elements = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        elements.add(value(array.element()));
      }
      return elements;
    } else if (type instanceof MapType map) {
      Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        entries.put("k" + random.nextInt(100), value(map.value()));
      }
      return entries;
    } else if (type instanceof StructType struct) {
      return row(struct);
    }
    return switch ((PrimitiveType) type) {
      case STRING -> TEXTS[random.nextInt(TEXTS.length)];
      case BOOLEAN -> random.nextBoolean();
      case INT -> random.nextInt();
      case DATE -> random.nextInt(40_000) - 10_000;
      case BIGINT, TIMESTAMP -> LONGS[random.nextInt(LONGS.length)];
      case DOUBLE -> DOUBLES[random.nextInt(DOUBLES.length)];
      case BINARY -> new byte[] {(byte) random.nextInt(), 0, (byte) random.nextInt()};
    };
  }
}
