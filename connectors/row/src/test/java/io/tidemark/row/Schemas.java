package io.tidemark.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Any schema, and any values of it, for properties. */
final class Schemas {

  private static final int MAX_DEPTH = 3;
  private static final List<String> NAMES =
      List.of(
          "id",
          "`",
          "a`b",
          "order id",
          "timestamp",
          "STRUCT",
          "not",
          "ü",
          "名前",
          "1st",
          "a.b",
          "\n");
  private static final List<Double> DOUBLES =
      List.of(0.0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, Double.MIN_VALUE);

  private final Random random;

  private Schemas(Random random) {
    this.random = random;
  }

  /** Rows of one schema. */
  record Batch(StructType schema, List<Row> rows) {}

  static Arbitrary<StructType> any() {
    return Arbitraries.randomValue(random -> new Schemas(random).struct(0));
  }

  static Arbitrary<Batch> batches() {
    return Arbitraries.randomValue(random -> new Schemas(random).batch());
  }

  /** The rows with each value as something that has {@code equals}, BINARY too. */
  static List<?> comparable(List<Row> rows) {
    return rows.stream().map(Schemas::comparable).toList();
  }

  private static Object comparable(Object value) {
    if (value instanceof byte[] bytes) {
      return new BigInteger(1, bytes) + " in " + bytes.length;
    }
    if (value instanceof Row row) {
      return Stream.of(row.toArray()).map(Schemas::comparable).toList();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Schemas::comparable).toList();
    }
    if (value instanceof Map<?, ?> map) {
      return List.of(
          comparable(List.copyOf(map.keySet())), comparable(new ArrayList<>(map.values())));
    }
    return String.valueOf(value);
  }

  private Batch batch() {
    StructType schema = struct(0);
    int count = random.nextInt(20);
    List<List<Object>> columns =
        schema.fields().stream().map(field -> column(field.type(), count)).toList();
    List<Row> rows =
        IntStream.range(0, count)
            .mapToObj(row -> Row.wrap(columns.stream().map(c -> c.get(row)).toArray()))
            .toList();
    return new Batch(schema, rows);
  }

  /** Of one to three different values, so that there are constant columns too. */
  private List<Object> column(DataType type, int count) {
    List<Object> pool = some(1 + random.nextInt(3), () -> nullable(type));
    return some(count, () -> oneOf(pool));
  }

  private StructType struct(int depth) {
    Set<String> names =
        new LinkedHashSet<>(some(random.nextInt(5) + (depth == 0 ? 1 : 0), this::name));
    return new StructType(
        names.stream()
            .map(name -> new StructField(name, type(depth), random.nextBoolean()))
            .toList());
  }

  private String name() {
    return random.nextInt(3) > 0 ? oneOf(NAMES) : "n" + text();
  }

  private DataType type(int depth) {
    return switch (random.nextInt(depth == MAX_DEPTH ? 7 : 10)) {
      case 7 -> new ArrayType(type(depth + 1));
      case 8 -> new MapType(type(depth + 1), type(depth + 1));
      case 9 -> struct(depth + 1);
      case 6 -> {
        int precision = 1 + random.nextInt(DecimalType.MAX_PRECISION);
        yield new DecimalType(precision, random.nextInt(precision + 1));
      }
      default -> oneOf(List.of(PrimitiveType.values()));
    };
  }

  private Object nullable(DataType type) {
    return random.nextInt(5) == 0 ? null : value(type);
  }

  private Object value(DataType type) {
    if (type instanceof PrimitiveType primitive) {
      return primitive(primitive);
    }
    if (type instanceof DecimalType decimal) {
      BigInteger bound = BigInteger.TEN.pow(decimal.precision());
      BigInteger unscaled = new BigInteger(bound.bitLength() + 8, random).remainder(bound);
      return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), decimal.scale());
    }
    if (type instanceof ArrayType array) {
      return some(random.nextInt(10), () -> nullable(array.element()));
    }
    if (type instanceof MapType map) {
      Map<Object, Object> entries = new LinkedHashMap<>();
      some(random.nextInt(4), () -> entries.put(value(map.key()), nullable(map.value())));
      return entries;
    }
    List<StructField> fields = ((StructType) type).fields();
    return Row.wrap(fields.stream().map(field -> nullable(field.type())).toArray());
  }

  private Object primitive(PrimitiveType type) {
    return switch (type) {
      case STRING -> text();
      case BOOLEAN -> random.nextBoolean();
      case INT, DATE -> random.nextInt() >> random.nextInt(32);
      case BIGINT, TIMESTAMP -> random.nextLong() >> random.nextInt(64);
      case DOUBLE ->
          random.nextBoolean() ? Double.longBitsToDouble(random.nextLong()) : oneOf(DOUBLES);
      case BINARY -> text().getBytes(StandardCharsets.UTF_16);
    };
  }

  /** ASCII, Latin-1, or any characters at all, as often as each other. */
  private String text() {
    int bound = List.of(0x80, 0x100, Character.MAX_CODE_POINT + 1).get(random.nextInt(3));
    int[] codePoints =
        random
            .ints(random.nextInt(20), 0, bound)
            .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
            .toArray();
    return new String(codePoints, 0, codePoints.length);
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static <T> List<T> some(int count, Supplier<T> values) {
    return new ArrayList<>(Stream.generate(values).limit(count).toList());
  }
}
