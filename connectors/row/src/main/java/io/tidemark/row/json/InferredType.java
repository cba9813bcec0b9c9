package io.tidemark.row.json;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of the type of a JSON value; {@link #merge} forgets what two values disagree on.
 */
sealed interface InferredType {

  /** Spark's for a BIGINT among decimals. */
  int BIGINT_PRECISION = 20;

  InferredType STRING = new Scalar(PrimitiveType.STRING);
  InferredType BOOLEAN = new Scalar(PrimitiveType.BOOLEAN);
  InferredType BIGINT = new Scalar(PrimitiveType.BIGINT);
  InferredType DOUBLE = new Scalar(PrimitiveType.DOUBLE);

  /** Only nulls and empty texts so far. */
  enum Unknown implements InferredType {
    INSTANCE
  }

  record Scalar(DataType type) implements InferredType {}

  record Elements(InferredType element) implements InferredType {}

  /** By name, in the order of the names. */
  record Fields(Map<String, InferredType> types) implements InferredType {}

  /** The least type that both kinds of values can be read as. */
  static InferredType merge(InferredType left, InferredType right) {
    if (left.equals(right) || right == Unknown.INSTANCE) {
      return left;
    }
    if (left == Unknown.INSTANCE) {
      return right;
    }
    if (left instanceof Elements one && right instanceof Elements other) {
      return new Elements(merge(one.element(), other.element()));
    }
    if (left instanceof Fields one && right instanceof Fields other) {
      Map<String, InferredType> types = new TreeMap<>(one.types());
      other.types().forEach((name, type) -> types.merge(name, type, InferredType::merge));
      return new Fields(types);
    }
    return left instanceof Scalar one && right instanceof Scalar other
        ? mergeScalars(one.type(), other.type())
        : STRING;
  }

  /** The type of a column, or none for objects that never had a field. */
  static Optional<DataType> columnType(InferredType type) {
    if (type instanceof Scalar scalar) {
      return Optional.of(scalar.type());
    }
    if (type instanceof Elements elements) {
      return columnType(elements.element()).map(ArrayType::new);
    }
    if (type instanceof Fields fields) {
      StructType struct = struct(fields);
      return struct.size() == 0 ? Optional.empty() : Optional.of(struct);
    }
    return Optional.of(PrimitiveType.STRING);
  }

  /** The columns of objects; a column needs a name, so a field without one is left out. */
  static StructType struct(Fields objects) {
    List<StructField> fields = new ArrayList<>();
    objects
        .types()
        .forEach(
            (name, type) -> {
              if (!name.isEmpty()) {
                columnType(type).ifPresent(t -> fields.add(StructField.of(name, t)));
              }
            });
    return new StructType(fields);
  }

  private static InferredType mergeScalars(DataType left, DataType right) {
    if (!isNumber(left) || !isNumber(right)) {
      return STRING;
    }
    if (left == PrimitiveType.DOUBLE || right == PrimitiveType.DOUBLE) {
      return DOUBLE;
    }
    return new Scalar(new DecimalType(Math.max(precision(left), precision(right)), 0));
  }

  private static boolean isNumber(DataType type) {
    return type == PrimitiveType.BIGINT
        || type == PrimitiveType.DOUBLE
        || type instanceof DecimalType;
  }

  private static int precision(DataType type) {
    return type instanceof DecimalType decimal ? decimal.precision() : BIGINT_PRECISION;
  }
}
