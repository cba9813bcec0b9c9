package io.tidemark.topology.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.value.ValueOrder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.ListArbitrary;
import org.jspecify.annotations.Nullable;

/** Bytes of values are in the order of the values, and give the values back. */
class OrderedBytesProperties {

  /** Two values of one type. */
  record Pair(DataType type, @Nullable Object left, @Nullable Object right) {}

  @Property
  void bytesAreInTheOrderOfTheValues(@ForAll("pairs") Pair pair) {
    Comparator<@Nullable Object> order = Comparator.nullsFirst(ValueOrder.of(pair.type()));

    int bytes =
        Arrays.compareUnsigned(bytes(pair.type(), pair.left()), bytes(pair.type(), pair.right()));

    assertThat(Integer.signum(bytes))
        .isEqualTo(Integer.signum(order.compare(pair.left(), pair.right())));
  }

  @Property
  void valuesComeBack(@ForAll("pairs") Pair pair) {
    OrderedReader reader = new OrderedReader(bytes(pair.type(), pair.left()), 0);
    Object back = reader.read(pair.type());

    Comparator<@Nullable Object> order = Comparator.nullsFirst(ValueOrder.of(pair.type()));
    assertThat(order.compare(back, pair.left())).isZero();
    assertThat(reader.hasMore()).isFalse();
  }

  private static byte[] bytes(DataType type, @Nullable Object value) {
    OrderedWriter writer = new OrderedWriter();
    writer.write(type, value);
    return writer.toBytes();
  }

  @Provide
  Arbitrary<Pair> pairs() {
    return types(2).flatMap(type -> pairs(type));
  }

  private static Arbitrary<Pair> pairs(DataType type) {
    Arbitrary<Object> values = values(type).injectNull(0.1);
    return values.flatMap(
        left ->
            Arbitraries.oneOf(values, Arbitraries.just(left).injectNull(0))
                .map(right -> new Pair(type, left, right)));
  }

  private static Arbitrary<DataType> types(int depth) {
    Arbitrary<DataType> plain =
        Arbitraries.oneOf(
            Arbitraries.of(PrimitiveType.values()).map(t -> (DataType) t),
            Arbitraries.of(new DecimalType(38, 10), new DecimalType(5, 0)));
    if (depth == 0) {
      return plain;
    }
    Arbitrary<DataType> deeper = types(depth - 1);
    return Arbitraries.oneOf(
        plain,
        deeper.map(ArrayType::new),
        deeper.list().ofMinSize(1).ofMaxSize(3).map(OrderedBytesProperties::struct));
  }

  private static DataType struct(List<DataType> types) {
    List<StructField> fields = new ArrayList<>();
    for (DataType type : types) {
      fields.add(StructField.of("f" + fields.size(), type));
    }
    return new StructType(fields);
  }

  private static Arbitrary<Object> values(DataType type) {
    if (type instanceof PrimitiveType primitive) {
      return primitives(primitive);
    } else if (type instanceof DecimalType decimal) {
      BigInteger bound = BigInteger.TEN.pow(decimal.precision()).subtract(BigInteger.ONE);
      return Arbitraries.bigIntegers()
          .between(bound.negate(), bound)
          .map(unscaled -> new BigDecimal(unscaled, decimal.scale()));
    } else if (type instanceof ArrayType array) {
      ListArbitrary<Object> list = values(array.element()).injectNull(0.2).list().ofMaxSize(4);
      return list.map(l -> l);
    } else if (type instanceof StructType struct) {
      List<Arbitrary<Object>> fields = new ArrayList<>();
      struct.fields().forEach(f -> fields.add(values(f.type()).injectNull(0.2)));
      return Combinators.combine(fields).as(v -> Row.of(v.toArray()));
    }
    throw new IllegalStateException(type.ddl());
  }

  private static Arbitrary<Object> primitives(PrimitiveType type) {
    return switch (type) {
      case STRING ->
          Arbitraries.strings().withChars("\0\1aZ\u00e9\u4e2d").ofMaxLength(4).map(s -> s);
      case BOOLEAN -> Arbitraries.of(true, false);
      case INT, DATE -> Arbitraries.integers().map(i -> i);
      case BIGINT, TIMESTAMP -> Arbitraries.longs().map(i -> i);
      case DOUBLE ->
          Arbitraries.oneOf(
              Arbitraries.doubles().map(d -> d),
              Arbitraries.of(
                  0.0,
                  -0.0,
                  Double.NaN,
                  Double.NEGATIVE_INFINITY,
                  Double.POSITIVE_INFINITY,
                  Double.MIN_VALUE));
      case BINARY -> Arbitraries.bytes().array(byte[].class).ofMaxSize(4).map(b -> b);
    };
  }
}
