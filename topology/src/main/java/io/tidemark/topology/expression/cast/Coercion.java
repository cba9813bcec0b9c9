package io.tidemark.topology.expression.cast;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.operand.NullSafe;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.type.Types;
import java.util.List;

/** Casts of operands: those that the user wrote, and those that Spark adds by itself. */
public final class Coercion {

  private Coercion() {}

  /**
   * The operand as a value of this type.
   *
   * @throws io.tidemark.topology.expression.ExpressionException if there is no such cast
   */
  public static Operand to(DataType type, Operand operand) {
    return cast(operand, type, OnFailure.BAD_VALUE);
  }

  /** As {@link #to}, with the choice in which CAST and TRY_CAST differ. */
  public static Operand cast(Operand operand, DataType type, OnFailure onFailure) {
    if (operand.type().equals(type)) {
      return operand;
    }
    return Casts.find(operand.type(), type, onFailure)
        .map(c -> NullSafe.unary(operand, c))
        .map(e -> Operand.of(operand.source(), type, e, List.of(operand)))
        .orElseThrow(
            () ->
                operand
                    .source()
                    .problem(
                        "cannot cast %s to %s"
                            .formatted(Types.name(operand.type()), Types.name(type))));
  }

  /** Whether a function that takes {@code expected} may be given this type without a CAST. */
  public static boolean isImplicit(DataType given, DataType expected) {
    if (given.equals(expected) || Types.isNull(given)) {
      return true;
    }
    if (given instanceof ArrayType a && expected instanceof ArrayType b) {
      return isImplicit(a.element(), b.element());
    }
    if (!Types.isAtomic(given) || !Types.isAtomic(expected)) {
      return false;
    }
    return given == PrimitiveType.STRING
        || expected == PrimitiveType.STRING
        || (Types.isNumeric(given) && Types.isNumeric(expected))
        || (Types.isTime(given) && Types.isTime(expected));
  }
}
