package io.tidemark.topology.expression.operator;

import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.operand.Binary;

/** On DOUBLE, by IEEE 754, but a division by zero is a bad value. */
final class DoubleArithmetic {

  private DoubleArithmetic() {}

  static Binary of(ArithmeticSign sign) {
    return switch (sign) {
      case ADD -> (a, b) -> (Double) a + (Double) b;
      case SUBTRACT -> (a, b) -> (Double) a - (Double) b;
      case MULTIPLY -> (a, b) -> (Double) a * (Double) b;
      case DIVIDE -> (a, b) -> (Double) a / divisor(a, "/", b);
      case REMAINDER -> (a, b) -> (Double) a % divisor(a, "%", b);
      case DIV -> throw new IllegalStateException(sign + " is not done on DOUBLE");
    };
  }

  private static double divisor(Object a, String sign, Object b) {
    double divisor = (Double) b;
    if (divisor == 0) {
      throw new BadValueException("%s %s 0: division by zero".formatted(a, sign));
    }
    return divisor;
  }
}
