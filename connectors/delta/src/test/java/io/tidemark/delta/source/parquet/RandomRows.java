package io.tidemark.delta.source.parquet;

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

/** Schemas of all types, nested, and rows of them. */
final class RandomRows {

  private static final int MAX_DEPTH = 3;
  private static final List<PrimitiveType> SCALARS = List.of(PrimitiveType.values());

  private final Random random;

  RandomRows(long seed) {
    this.random = new Random(seed);
  }

  StructType schema() {
    return struct(0);
  }

  List<Row> rows(StructType schema, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(schema));
    }
    return rows;
  }

  private StructType struct(int depth) {
    List<StructField> fields = new ArrayList<>();
    int size = 1 + random.nextInt(5);
    for (int i = 0; i < size; i++) {
      fields.add(StructField.of("f" + i, type(depth + 1)));
    }
    return new StructType(fields);
  }

  private DataType type(int depth) {
    int kind = random.nextInt(depth < MAX_DEPTH ? 12 : 9);
    if (kind < 8) {
      return SCALARS.get(kind);
    }
    return switch (kind) {
      case 8 -> decimal();
      case 9 -> new ArrayType(type(depth + 1));
      case 10 -> new MapType(PrimitiveType.STRING, type(depth + 1));
      default -> struct(depth);
    };
  }

  private DecimalType decimal() {
    int precision = 1 + random.nextInt(DecimalType.MAX_PRECISION);
    return new DecimalType(precision, random.nextInt(precision + 1));
  }

  private Row row(StructType schema) {
    @Nullable Object[] values = new Object[schema.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(4) == 0 ? null : value(schema.field(i).type());
    }
    return Row.wrap(values);
  }

  private Object value(DataType type) {
    if (type instanceof StructType struct) {
      return row(struct);
    } else if (type instanceof ArrayType array) {
      List<@Nullable Object> elements = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        elements.add(random.nextInt(4) == 0 ? null : value(array.element()));
      }
      return elements;
    } else if (type instanceof MapType map) {
      Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        entries.put("k" + i, random.nextInt(4) == 0 ? null : value(map.value()));
      }
      return entries;
    } else if (type instanceof DecimalType decimal) {
      BigInteger limit = BigInteger.TEN.pow(decimal.precision());
      BigInteger unscaled = new BigInteger(limit.bitLength(), random).mod(limit);
      return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), decimal.scale());
    }
    return scalar((PrimitiveType) type);
  }

  private Object scalar(PrimitiveType type) {
    return switch (type) {
      case STRING -> "ü".repeat(random.nextInt(3)) + random.nextInt(5);
      case BOOLEAN -> random.nextBoolean();
      case INT, DATE -> random.nextInt();
      case BIGINT, TIMESTAMP -> random.nextLong();
      case DOUBLE -> random.nextInt(5) == 0 ? Double.NaN : random.nextGaussian();
      case BINARY -> new BigInteger(40, random).toByteArray();
    };
  }
}
