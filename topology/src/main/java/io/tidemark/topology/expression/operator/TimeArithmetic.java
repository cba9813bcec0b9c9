package io.tidemark.topology.expression.operator;

import io.tidemark.row.DataType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.time.DateText;
import io.tidemark.row.time.TimestampText;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.cast.Coercion;
import io.tidemark.topology.expression.operand.NullSafe;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operand.Unary;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.type.Types;
import io.tidemark.topology.expression.value.Interval;
import java.time.DateTimeException;
import java.util.List;

/** Dates and timestamps plus and minus intervals, dates plus and minus days. */
public final class TimeArithmetic {

  private static final String TOO_LONG = "this interval is too long";

  private TimeArithmetic() {}

  static boolean applies(Operand left, Operand right) {
    return isTimeOrInterval(left) || isTimeOrInterval(right);
  }

  static Operand of(Source source, ArithmeticSign sign, Operand left, Operand right) {
    return switch (sign) {
      case ADD -> sum(source, left, right);
      case SUBTRACT -> difference(source, left, right);
      default -> throw refused(source, sign, left, right);
    };
  }

  static Operand negated(Source source, Operand interval) {
    return Operand.constant(source, Types.INTERVAL, negated(source, interval(interval)));
  }

  /**
   * The date so many days later.
   *
   * @param days of type INT
   */
  public static Operand plusDays(Source source, Operand date, Operand days) {
    return Operand.of(
        source,
        PrimitiveType.DATE,
        NullSafe.binary(date, days, (a, b) -> plusDays((Integer) a, (Integer) b)),
        List.of(date, days));
  }

  private static Operand sum(Source source, Operand left, Operand right) {
    if (Types.isInterval(right.type())) {
      return plusInterval(source, left, interval(right));
    }
    if (Types.isInterval(left.type())) {
      return plusInterval(source, right, interval(left));
    }
    if (left.type() == PrimitiveType.DATE && right.type() == PrimitiveType.INT) {
      return plusDays(source, left, right);
    }
    if (left.type() == PrimitiveType.INT && right.type() == PrimitiveType.DATE) {
      return plusDays(source, right, left);
    }
    throw refused(source, ArithmeticSign.ADD, left, right);
  }

  private static Operand difference(Source source, Operand left, Operand right) {
    if (Types.isInterval(right.type())) {
      return plusInterval(source, left, negated(source, interval(right)));
    }
    if (left.type() == PrimitiveType.DATE && right.type() == PrimitiveType.INT) {
      return plusDays(source, left, Arithmetic.negated(source, right));
    }
    throw refused(source, ArithmeticSign.SUBTRACT, left, right);
  }

  private static Operand plusInterval(Source source, Operand time, Interval interval) {
    DataType type = time.type();
    if (Types.isInterval(type)) {
      return Operand.constant(source, Types.INTERVAL, sum(source, interval(time), interval));
    }
    if (type == PrimitiveType.DATE && interval.isWholeDays()) {
      return plus(source, time, value -> plusInterval((Integer) value, interval));
    }
    if (!Types.isTime(type) && !Types.isNull(type) && type != PrimitiveType.STRING) {
      throw source.problem(ArithmeticSign.ADD.refusal(Types.name(type), "INTERVAL"));
    }
    Operand timestamp = Coercion.to(PrimitiveType.TIMESTAMP, time);
    return plus(source, timestamp, value -> plusInterval((Long) value, interval));
  }

  private static Interval negated(Source source, Interval interval) {
    try {
      return interval.negated();
    } catch (ArithmeticException e) {
      throw source.problem(TOO_LONG);
    }
  }

  private static Interval sum(Source source, Interval a, Interval b) {
    try {
      return a.plus(b);
    } catch (ArithmeticException e) {
      throw source.problem(TOO_LONG);
    }
  }

  private static Operand plus(Source source, Operand time, Unary function) {
    return Operand.of(source, time.type(), NullSafe.unary(time, function), List.of(time));
  }

  private static Object plusInterval(long timestamp, Interval interval) {
    try {
      return interval.addTo(timestamp);
    } catch (ArithmeticException | DateTimeException e) {
      throw new BadValueException(
          TimestampText.format(timestamp) + " moved by an interval is beyond TIMESTAMP");
    }
  }

  private static Object plusInterval(int date, Interval interval) {
    try {
      return interval.addToDate(date);
    } catch (ArithmeticException | DateTimeException e) {
      throw new BadValueException(DateText.format(date) + " moved by an interval is beyond DATE");
    }
  }

  private static Object plusDays(int date, int days) {
    long sum = (long) date + days;
    if ((int) sum != sum) {
      throw new BadValueException(DateText.format(date) + " moved by days is beyond DATE");
    }
    return (int) sum;
  }

  private static Interval interval(Operand operand) {
    if (operand.isConstant() && operand.value() instanceof Interval interval) {
      return interval;
    }
    throw operand.source().problem("an INTERVAL must be a constant");
  }

  private static RuntimeException refused(
      Source source, ArithmeticSign sign, Operand left, Operand right) {
    DataType a = left.type();
    DataType b = right.type();
    String remedy = "";
    if (a == PrimitiveType.DATE && b == PrimitiveType.DATE) {
      remedy = "; datediff(end, start) gives days";
    } else if (Types.isTime(a) && Types.isTime(b)) {
      remedy = "; subtract unix_seconds(…), unix_millis(…) or unix_micros(…) of them";
    }
    return source.problem(sign.refusal(Types.name(a), Types.name(b)) + remedy);
  }

  private static boolean isTimeOrInterval(Operand operand) {
    return Types.isTime(operand.type()) || Types.isInterval(operand.type());
  }
}
