package io.tidemark.topology.expression.cast;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.operand.Unary;
import io.tidemark.topology.expression.type.Types;
import io.tidemark.topology.expression.value.Shown;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the conversion between two types. */
public final class Casts {

  private Casts() {}

  /** Converts values of one type to another; empty where Spark has no cast. */
  public static Optional<Unary> find(DataType from, DataType to, OnFailure onFailure) {
    if (from.equals(to) || Types.isNull(from)) {
      return Optional.of(value -> value);
    }
    if (Types.isInterval(from)) {
      return Optional.empty();
    }
    if (to == PrimitiveType.STRING) {
      return Optional.of(ToText.of(from)::apply);
    }
    if (Types.isAtomic(from) && Types.isAtomic(to)) {
      return Optional.ofNullable(ofAtomic(from, to)).map(c -> guarded(c, from, to, onFailure));
    }
    return ofNested(from, to, onFailure);
  }

  /** Null from the conversion means that the value can't be converted. */
  private static Unary guarded(Unary conversion, DataType from, DataType to, OnFailure onFailure) {
    if (onFailure == OnFailure.NULL) {
      return conversion;
    }
    ToText text = ToText.of(from);
    return value -> {
      Object converted = conversion.apply(value);
      if (converted == null) {
        String shown =
            from == PrimitiveType.STRING ? Shown.text((String) value) : text.apply(value);
        throw new BadValueException("cannot cast " + shown + " to " + to.ddl());
      }
      return converted;
    };
  }

  private static @Nullable Unary ofAtomic(DataType from, DataType to) {
    if (to instanceof DecimalType decimal) {
      return ToDecimal.from(from, decimal);
    }
    return switch ((PrimitiveType) to) {
      case BOOLEAN -> ToBoolean.from(from);
      case INT -> ToInt.from(from);
      case BIGINT -> ToBigint.from(from);
      case DOUBLE -> ToDouble.from(from);
      case TIMESTAMP -> ToTimestamp.from(from);
      case DATE -> ToDate.from(from);
      case BINARY ->
          from == PrimitiveType.STRING
              ? value -> ((String) value).getBytes(StandardCharsets.UTF_8)
              : null;
      case STRING -> ToText.of(from)::apply;
    };
  }

  private static Optional<Unary> ofNested(DataType from, DataType to, OnFailure onFailure) {
    if (from instanceof ArrayType a && to instanceof ArrayType b) {
      return find(a.element(), b.element(), onFailure).map(NestedCasts::ofElements);
    }
    if (from instanceof MapType a && to instanceof MapType b) {
      return find(a.key(), b.key(), OnFailure.BAD_VALUE)
          .flatMap(
              keys ->
                  find(a.value(), b.value(), onFailure)
                      .map(values -> NestedCasts.ofEntries(keys, values)));
    }
    if (from instanceof StructType a && to instanceof StructType b && a.size() == b.size()) {
      return NestedCasts.ofFields(a, b, onFailure);
    }
    return Optional.empty();
  }
}
