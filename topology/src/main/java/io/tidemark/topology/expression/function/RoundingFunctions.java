package io.tidemark.topology.expression.function;

import static io.tidemark.row.PrimitiveType.BIGINT;
import static io.tidemark.row.PrimitiveType.DOUBLE;
import static io.tidemark.row.PrimitiveType.INT;
import static io.tidemark.topology.expression.function.SqlFunction.named;

import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operand.Unary;
import io.tidemark.topology.expression.type.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/** Numbers of fewer digits. */
final class RoundingFunctions {

  /** No number has more of them, before or after the point. */
  private static final int MAX_DIGITS = 400;

  static final FunctionGroup GROUP =
      new FunctionGroup(
          "Rounding",
          List.of(
              named("round")
                  .takes("value", Accepts.NUMBER)
                  .mayTake("digits", INT, 0)
                  .does("To so many digits after the point, 5 away from 0; a constant, may be < 0.")
                  .example("round(2.5)", "3")
                  .example("round(25, -1)", "30")
                  .example("round(1.2345D, 2)", "1.23")
                  .binds("as the value", call -> round(call, RoundingMode.HALF_UP)),
              named("bround")
                  .takes("value", Accepts.NUMBER)
                  .mayTake("digits", INT, 0)
                  .does("As `round`, but 5 goes to the even neighbour.")
                  .example("bround(2.5)", "2")
                  .example("bround(25, -1)", "20")
                  .binds("as the value", call -> round(call, RoundingMode.HALF_EVEN)),
              named("ceil", "ceiling")
                  .takes("value", Accepts.NUMBER)
                  .does("The least whole number at or above.")
                  .example("ceil(-0.1)", "0")
                  .example("ceil(5)", "5")
                  .binds("BIGINT or DECIMAL", call -> whole(call, RoundingMode.CEILING)),
              named("floor")
                  .takes("value", Accepts.NUMBER)
                  .does("The greatest whole number at or below.")
                  .example("floor(-0.1)", "-1")
                  .example("floor(2.9D)", "2")
                  .binds("BIGINT or DECIMAL", call -> whole(call, RoundingMode.FLOOR))));

  private RoundingFunctions() {}

  private static Operand round(Call call, RoundingMode mode) {
    Operand digits = call.argument(1);
    if (!digits.isConstant() || !(digits.value() instanceof Integer given)) {
      throw digits.source().problem("the number of digits must be a constant");
    }
    int places = Math.max(-MAX_DIGITS, Math.min(MAX_DIGITS, given));
    DataType type = call.type(0);
    if (type instanceof DecimalType decimal) {
      DecimalType rounded = rounded(decimal, places);
      return unary(call, rounded, v -> fit(((BigDecimal) v).setScale(places, mode), rounded));
    }
    return switch ((PrimitiveType) type) {
      case INT -> unary(call, INT, v -> toInt(roundWhole((Integer) v, places, mode)));
      case BIGINT -> unary(call, BIGINT, v -> toBigint(roundWhole((Long) v, places, mode)));
      default -> unary(call, DOUBLE, v -> roundDouble((Double) v, places, mode));
    };
  }

  private static Operand unary(Call call, DataType type, Unary function) {
    return call.with(List.of(call.argument(0))).unary(type, function);
  }

  /** Spark's RoundBase: one digit more before the point, for what is carried over. */
  private static DecimalType rounded(DecimalType type, int digits) {
    int whole = type.precision() - type.scale() + 1;
    if (digits < 0) {
      return Decimals.bounded(Math.max(whole, 1 - digits), 0);
    }
    int scale = Math.min(type.scale(), digits);
    return Decimals.bounded(whole + scale, scale);
  }

  private static BigInteger roundWhole(long number, int digits, RoundingMode mode) {
    BigDecimal value = BigDecimal.valueOf(number);
    return (digits >= 0 ? value : value.setScale(digits, mode)).toBigInteger();
  }

  private static Object roundDouble(double number, int digits, RoundingMode mode) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).setScale(digits, mode).doubleValue()
        : number;
  }

  private static Operand whole(Call call, RoundingMode mode) {
    DataType type = call.type(0);
    if (type instanceof DecimalType decimal) {
      DecimalType rounded = Decimals.bounded(decimal.precision() - decimal.scale() + 1, 0);
      return call.unary(rounded, v -> fit(((BigDecimal) v).setScale(0, mode), rounded));
    }
    return switch ((PrimitiveType) type) {
      case INT -> call.unary(BIGINT, v -> ((Integer) v).longValue());
      case BIGINT -> call.unary(BIGINT, v -> v);
      default -> call.unary(BIGINT, v -> wholeDouble((Double) v, mode));
    };
  }

  private static Object wholeDouble(double number, RoundingMode mode) {
    double whole = mode == RoundingMode.CEILING ? Math.ceil(number) : Math.floor(number);
    if (!(whole >= -0x1p63 && whole < 0x1p63)) {
      throw new BadValueException(number + " is beyond BIGINT");
    }
    return (long) whole;
  }

  private static Object fit(BigDecimal value, DecimalType type) {
    BigDecimal fitted = Decimals.fit(value, type);
    if (fitted == null) {
      throw new BadValueException(value.toPlainString() + " is beyond " + type.ddl());
    }
    return fitted;
  }

  private static Object toInt(BigInteger value) {
    if (value.bitLength() >= Integer.SIZE) {
      throw new BadValueException(value + " is beyond INT");
    }
    return value.intValue();
  }

  private static Object toBigint(BigInteger value) {
    if (value.bitLength() >= Long.SIZE) {
      throw new BadValueException(value + " is beyond BIGINT");
    }
    return value.longValue();
  }
}
