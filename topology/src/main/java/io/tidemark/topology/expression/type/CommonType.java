package io.tidemark.topology.expression.type;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The type that values of two types are cast to where they meet: in a comparison, in the branches
 * of a CASE, in an array. Spark's precedence lists with ANSI mode on: numbers widen, DATE becomes
 * TIMESTAMP, and a STRING becomes what it meets.
 */
public final class CommonType {

  private CommonType() {}

  /** Of all, from left to right; empty when two have nothing in common. */
  public static Optional<DataType> of(List<DataType> types) {
    Optional<DataType> common = Optional.of(Types.NULL);
    for (DataType type : types) {
      common = common.flatMap(t -> of(t, type));
    }
    return common;
  }

  public static Optional<DataType> of(DataType a, DataType b) {
    if (a.equals(b) || Types.isNull(b)) {
      return Optional.of(a);
    }
    if (Types.isNull(a)) {
      return Optional.of(b);
    }
    if (Types.isNumeric(a) && Types.isNumeric(b)) {
      return Optional.of(ofNumbers(a, b));
    }
    if (Types.isTime(a) && Types.isTime(b)) {
      return Optional.of(PrimitiveType.TIMESTAMP);
    }
    if (a == PrimitiveType.STRING) {
      return ofText(b);
    }
    if (b == PrimitiveType.STRING) {
      return ofText(a);
    }
    return ofNested(a, b);
  }

  private static DataType ofNumbers(DataType a, DataType b) {
    if (a == PrimitiveType.DOUBLE || b == PrimitiveType.DOUBLE) {
      return PrimitiveType.DOUBLE;
    }
    if (a instanceof DecimalType || b instanceof DecimalType) {
      return Decimals.wider(Decimals.of(a), Decimals.of(b));
    }
    return PrimitiveType.BIGINT;
  }

  /** What a STRING is cast to when it meets a value of this other type. */
  public static Optional<DataType> ofText(DataType other) {
    if (Types.isIntegral(other)) {
      return Optional.of(PrimitiveType.BIGINT);
    }
    if (Types.isNumeric(other)) {
      return Optional.of(PrimitiveType.DOUBLE);
    }
    return Types.isAtomic(other) ? Optional.of(other) : Optional.empty();
  }

  private static Optional<DataType> ofNested(DataType a, DataType b) {
    if (a instanceof ArrayType left && b instanceof ArrayType right) {
      return of(left.element(), right.element()).map(ArrayType::new);
    }
    if (a instanceof MapType left && b instanceof MapType right) {
      return of(left.key(), right.key())
          .flatMap(k -> of(left.value(), right.value()).map(v -> new MapType(k, v)));
    }
    if (a instanceof StructType left && b instanceof StructType right) {
      return ofStructs(left, right);
    }
    return Optional.empty();
  }

  private static Optional<DataType> ofStructs(StructType a, StructType b) {
    List<StructField> fields = new ArrayList<>();
    for (int i = 0; i < a.size() && i < b.size(); i++) {
      String name = a.field(i).name();
      if (!name.equalsIgnoreCase(b.field(i).name())) {
        return Optional.empty();
      }
      of(a.field(i).type(), b.field(i).type()).ifPresent(t -> fields.add(StructField.of(name, t)));
    }
    return fields.size() == a.size() && a.size() == b.size()
        ? Optional.of(new StructType(fields))
        : Optional.empty();
  }
}
