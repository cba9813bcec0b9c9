package io.tidemark.topology.expression.function;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.cast.Coercion;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.type.Types;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter accepts.
 *
 * @param label as the reference shows it
 * @param target the type that an argument is cast to, given its own; null if it isn't accepted
 */
record Accepts(String label, Function<DataType, @Nullable DataType> target) {

  static final Accepts ANY = new Accepts("any", type -> type);

  /** A text is read as DOUBLE. */
  static final Accepts NUMBER = new Accepts("number", Accepts::number);

  static final Accepts ORDERED =
      new Accepts("any but MAP", type -> Types.isOrdered(type) ? type : null);

  static final Accepts TEXT_OR_BINARY =
      new Accepts(
          "STRING or BINARY",
          type -> type == PrimitiveType.BINARY ? type : implicit(type, PrimitiveType.STRING));

  static final Accepts ARRAY = new Accepts("ARRAY", Accepts::array);

  static final Accepts MAP = new Accepts("MAP", type -> type instanceof MapType ? type : null);

  static final Accepts ARRAY_OR_MAP =
      new Accepts("ARRAY or MAP", type -> type instanceof MapType ? type : array(type));

  /** Whole numbers, INT or BIGINT. */
  static final Accepts WHOLE =
      new Accepts(
          "whole number",
          type -> {
            boolean isOther = Types.isNull(type) || type == PrimitiveType.STRING;
            return Types.isIntegral(type) ? type : isOther ? PrimitiveType.BIGINT : null;
          });

  static Accepts exactly(DataType type) {
    return new Accepts(type.ddl(), given -> implicit(given, type));
  }

  /** The argument, cast if it must be; null if it isn't accepted. */
  @Nullable Operand accept(Operand argument) {
    DataType type = target.apply(argument.type());
    return type == null || Types.isInterval(type) ? null : Coercion.to(type, argument);
  }

  private static @Nullable DataType implicit(DataType given, DataType expected) {
    return Coercion.isImplicit(given, expected) ? expected : null;
  }

  private static @Nullable DataType number(DataType type) {
    if (Types.isNumeric(type)) {
      return type;
    }
    return type == PrimitiveType.STRING || Types.isNull(type) ? PrimitiveType.DOUBLE : null;
  }

  private static @Nullable DataType array(DataType type) {
    if (Types.isNull(type)) {
      return new ArrayType(Types.NULL);
    }
    return type instanceof ArrayType ? type : null;
  }
}
