package io.tidemark.topology.expression.operator;

import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.operand.Binary;

/** On BIGINT; beyond 64 bits is a bad value. */
final class BigintArithmetic {

  private BigintArithmetic() {}

  static Binary of(ArithmeticSign sign) {
    return switch (sign) {
      case ADD -> BigintArithmetic::add;
      case SUBTRACT -> BigintArithmetic::subtract;
      case MULTIPLY -> BigintArithmetic::multiply;
      case REMAINDER -> BigintArithmetic::remainder;
      case DIV -> BigintArithmetic::divide;
      case DIVIDE -> throw new IllegalStateException(sign + " is not done on BIGINT");
    };
  }

  private static Object add(Object a, Object b) {
    long x = (Long) a;
    long y = (Long) b;
    long result = x + y;
    if (((x ^ result) & (y ^ result)) < 0) {
      throw beyond(a, "+", b);
    }
    return result;
  }

  static Object subtract(Object a, Object b) {
    long x = (Long) a;
    long y = (Long) b;
    long result = x - y;
    if (((x ^ y) & (x ^ result)) < 0) {
      throw beyond(a, "-", b);
    }
    return result;
  }

  private static Object multiply(Object a, Object b) {
    long x = (Long) a;
    long y = (Long) b;
    long result = x * y;
    if (Math.multiplyHigh(x, y) != result >> 63) {
      throw beyond(a, "*", b);
    }
    return result;
  }

  private static Object divide(Object a, Object b) {
    long x = (Long) a;
    long y = divisor(a, "DIV", b);
    if (x == Long.MIN_VALUE && y == -1) {
      throw beyond(a, "DIV", b);
    }
    return x / y;
  }

  private static Object remainder(Object a, Object b) {
    return (Long) a % divisor(a, "%", b);
  }

  private static long divisor(Object a, String sign, Object b) {
    long divisor = (Long) b;
    if (divisor == 0) {
      throw new BadValueException("%s %s 0: division by zero".formatted(a, sign));
    }
    return divisor;
  }

  private static BadValueException beyond(Object a, String sign, Object b) {
    return new BadValueException("%s %s %s is beyond BIGINT".formatted(a, sign, b));
  }
}
