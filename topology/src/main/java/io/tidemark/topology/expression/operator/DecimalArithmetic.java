package io.tidemark.topology.expression.operator;

import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.operand.Binary;
import io.tidemark.topology.expression.type.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * On DECIMAL: exact, then rounded half up to the result's scale; too many digits are a bad value.
 */
record DecimalArithmetic(DecimalType left, DecimalType right) {

  DataType type(ArithmeticSign sign) {
    return switch (sign) {
      case ADD, SUBTRACT -> Decimals.sum(left, right);
      case MULTIPLY -> Decimals.product(left, right);
      case DIVIDE -> Decimals.quotient(left, right);
      case REMAINDER -> Decimals.remainder(left, right);
      case DIV -> PrimitiveType.BIGINT;
    };
  }

  Binary function(ArithmeticSign sign) {
    if (sign == ArithmeticSign.DIV) {
      return (a, b) -> wholeQuotient((BigDecimal) a, divisor((BigDecimal) a, sign, b));
    }
    DecimalType type = (DecimalType) type(sign);
    return (a, b) -> {
      BigDecimal x = (BigDecimal) a;
      BigDecimal result = Decimals.fit(exact(sign, x, (BigDecimal) b, type.scale()), type);
      if (result == null) {
        throw new BadValueException(
            "%s %s %s is beyond %s".formatted(a, sign.written(), b, type.ddl()));
      }
      return result;
    };
  }

  /** Exact, but for a quotient, which is rounded to the scale. */
  private static BigDecimal exact(ArithmeticSign sign, BigDecimal a, BigDecimal b, int scale) {
    return switch (sign) {
      case ADD -> a.add(b);
      case SUBTRACT -> a.subtract(b);
      case MULTIPLY -> a.multiply(b);
      case DIVIDE -> a.divide(divisor(a, sign, b), scale, RoundingMode.HALF_UP);
      case REMAINDER -> a.remainder(divisor(a, sign, b));
      case DIV -> throw new IllegalStateException("DIV gives no decimal");
    };
  }

  private static Object wholeQuotient(BigDecimal a, BigDecimal b) {
    BigInteger whole = a.divideToIntegralValue(b).toBigInteger();
    if (whole.bitLength() >= Long.SIZE) {
      throw new BadValueException("%s DIV %s is beyond BIGINT".formatted(a, b));
    }
    return whole.longValue();
  }

  private static BigDecimal divisor(BigDecimal a, ArithmeticSign sign, Object b) {
    BigDecimal divisor = (BigDecimal) b;
    if (divisor.signum() == 0) {
      throw new BadValueException("%s %s 0: division by zero".formatted(a, sign.written()));
    }
    return divisor;
  }
}
