package io.tidemark.topology.expression.type;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.util.List;

/** Kinds of types, and the two that only an expression's parts have. */
public final class Types {

  /**
   * Of a bare NULL, until what it is used with gives it a type. No column is a struct of nothing.
   */
  public static final DataType NULL = new StructType(List.of());

  /** Of an INTERVAL literal, which is no column's type either. */
  public static final DataType INTERVAL =
      StructType.of(StructField.of("\0interval", PrimitiveType.BIGINT));

  private static final int SHOWN = 60;

  private Types() {}

  public static boolean isNull(DataType type) {
    return type.equals(NULL);
  }

  public static boolean isInterval(DataType type) {
    return type.equals(INTERVAL);
  }

  public static boolean isIntegral(DataType type) {
    return type == PrimitiveType.INT || type == PrimitiveType.BIGINT;
  }

  public static boolean isNumeric(DataType type) {
    return isIntegral(type) || type == PrimitiveType.DOUBLE || type instanceof DecimalType;
  }

  public static boolean isTime(DataType type) {
    return type == PrimitiveType.TIMESTAMP || type == PrimitiveType.DATE;
  }

  /** Not made of other types. */
  public static boolean isAtomic(DataType type) {
    return type instanceof PrimitiveType || type instanceof DecimalType;
  }

  /** Whether values have an order; maps have none, nor has what contains one. */
  public static boolean isOrdered(DataType type) {
    if (type instanceof ArrayType array) {
      return isOrdered(array.element());
    }
    if (type instanceof StructType struct) {
      return !isInterval(type) && struct.fields().stream().allMatch(f -> isOrdered(f.type()));
    }
    return isAtomic(type);
  }

  /** Whether a NULL without a type is in it, as in {@code array(NULL)}. */
  public static boolean isIncomplete(DataType type) {
    if (type instanceof ArrayType array) {
      return isIncomplete(array.element());
    }
    if (type instanceof MapType map) {
      return isIncomplete(map.key()) || isIncomplete(map.value());
    }
    if (type instanceof StructType struct) {
      return isNull(type) || struct.fields().stream().anyMatch(f -> isIncomplete(f.type()));
    }
    return false;
  }

  /** For messages: as DDL, long ones cut. */
  public static String name(DataType type) {
    String name = fullName(type);
    return name.length() <= SHOWN ? name : name.substring(0, SHOWN - 2) + "…>";
  }

  private static String fullName(DataType type) {
    if (isNull(type)) {
      return "NULL";
    }
    if (isInterval(type)) {
      return "INTERVAL";
    }
    if (type instanceof ArrayType array) {
      return "ARRAY<" + fullName(array.element()) + ">";
    }
    if (type instanceof MapType map) {
      return "MAP<" + fullName(map.key()) + ", " + fullName(map.value()) + ">";
    }
    return type.ddl();
  }
}
