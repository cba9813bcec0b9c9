package io.tidemark.delta.table;

import io.delta.standalone.types.BinaryType;
import io.delta.standalone.types.BooleanType;
import io.delta.standalone.types.DateType;
import io.delta.standalone.types.DoubleType;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.TimestampType;
import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Our types as Delta's, and back (Delta PROTOCOL "Schema Serialization Format"). */
final class DeltaSchema {

  private DeltaSchema() {}

  static io.delta.standalone.types.StructType toDelta(StructType type) {
    return new io.delta.standalone.types.StructType(
        type.fields().stream()
            .map(
                f ->
                    new io.delta.standalone.types.StructField(
                        f.name(), toDelta(f.type()), f.nullable()))
            .toArray(io.delta.standalone.types.StructField[]::new));
  }

  /** A table's columns, as they are, and then ours. */
  static io.delta.standalone.types.StructType plus(
      io.delta.standalone.types.StructType table, List<StructField> more) {
    io.delta.standalone.types.StructType wider = table;
    for (io.delta.standalone.types.StructField field : toDelta(new StructType(more)).getFields()) {
      wider = wider.add(field);
    }
    return wider;
  }

  private static io.delta.standalone.types.DataType toDelta(DataType type) {
    if (type instanceof PrimitiveType primitive) {
      return switch (primitive) {
        case STRING -> new StringType();
        case BOOLEAN -> new BooleanType();
        case INT -> new IntegerType();
        case BIGINT -> new LongType();
        case DOUBLE -> new DoubleType();
        case TIMESTAMP -> new TimestampType();
        case DATE -> new DateType();
        case BINARY -> new BinaryType();
      };
    } else if (type instanceof DecimalType decimal) {
      return new io.delta.standalone.types.DecimalType(decimal.precision(), decimal.scale());
    } else if (type instanceof ArrayType array) {
      return new io.delta.standalone.types.ArrayType(toDelta(array.element()), true);
    } else if (type instanceof MapType map) {
      return new io.delta.standalone.types.MapType(toDelta(map.key()), toDelta(map.value()), true);
    } else if (type instanceof StructType struct) {
      return toDelta(struct);
    }
    throw new IllegalStateException("no Delta type for " + type);
  }

  /**
   * A table's columns in our types.
   *
   * @throws UserException if some have a type that we don't have, naming each
   */
  static StructType fromDelta(String table, io.delta.standalone.types.StructType type) {
    List<Problem> problems = new ArrayList<>();
    StructType ours = struct(type, table + ": ", problems);
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    return ours;
  }

  private static StructType struct(
      io.delta.standalone.types.StructType type, String where, List<Problem> problems) {
    return new StructType(
        Arrays.stream(type.getFields())
            .map(
                f ->
                    new StructField(
                        f.getName(),
                        type(f.getDataType(), where + f.getName(), problems),
                        f.isNullable()))
            .toList());
  }

  private static DataType type(
      io.delta.standalone.types.DataType type, String where, List<Problem> problems) {
    if (type instanceof StringType) {
      return PrimitiveType.STRING;
    } else if (type instanceof BooleanType) {
      return PrimitiveType.BOOLEAN;
    } else if (type instanceof IntegerType) {
      return PrimitiveType.INT;
    } else if (type instanceof LongType) {
      return PrimitiveType.BIGINT;
    } else if (type instanceof DoubleType) {
      return PrimitiveType.DOUBLE;
    } else if (type instanceof TimestampType) {
      return PrimitiveType.TIMESTAMP;
    } else if (type instanceof DateType) {
      return PrimitiveType.DATE;
    } else if (type instanceof BinaryType) {
      return PrimitiveType.BINARY;
    } else if (type instanceof io.delta.standalone.types.DecimalType decimal) {
      return new DecimalType(decimal.getPrecision(), decimal.getScale());
    } else if (type instanceof io.delta.standalone.types.ArrayType array) {
      return new ArrayType(type(array.getElementType(), where + ".element", problems));
    } else if (type instanceof io.delta.standalone.types.MapType map) {
      return new MapType(
          type(map.getKeyType(), where + ".key", problems),
          type(map.getValueType(), where + ".value", problems));
    } else if (type instanceof io.delta.standalone.types.StructType struct) {
      return struct(struct, where + ".", problems);
    }
    problems.add(
        new Problem(
            where,
            "the column's type is %s, which Tidemark doesn't have"
                .formatted(type.getSimpleString()),
            "the types are STRING, BOOLEAN, INT, BIGINT, DOUBLE, DECIMAL, TIMESTAMP, DATE, BINARY,"
                + " ARRAY, MAP and STRUCT"));
    return PrimitiveType.BINARY;
  }
}
