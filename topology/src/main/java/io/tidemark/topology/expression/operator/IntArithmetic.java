package io.tidemark.topology.expression.operator;

import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.operand.Binary;

/** On INT; beyond 32 bits is a bad value. */
final class IntArithmetic {

  private IntArithmetic() {}

  static Binary of(ArithmeticSign sign) {
    return switch (sign) {
      case ADD -> IntArithmetic::add;
      case SUBTRACT -> IntArithmetic::subtract;
      case MULTIPLY -> IntArithmetic::multiply;
      case REMAINDER -> IntArithmetic::remainder;
      case DIVIDE, DIV -> throw new IllegalStateException(sign + " is not done on INT");
    };
  }

  static Object add(Object a, Object b) {
    return narrow((long) (Integer) a + (Integer) b, a, "+", b);
  }

  static Object subtract(Object a, Object b) {
    return narrow((long) (Integer) a - (Integer) b, a, "-", b);
  }

  private static Object multiply(Object a, Object b) {
    return narrow((long) (Integer) a * (Integer) b, a, "*", b);
  }

  private static Object remainder(Object a, Object b) {
    int divisor = (Integer) b;
    if (divisor == 0) {
      throw new BadValueException(a + " % 0: division by zero");
    }
    return (Integer) a % divisor;
  }

  private static Object narrow(long result, Object a, String sign, Object b) {
    if ((int) result != result) {
      throw new BadValueException("%s %s %s is beyond INT".formatted(a, sign, b));
    }
    return (int) result;
  }
}
