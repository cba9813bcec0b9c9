package io.tidemark.topology.expression.function;

import static io.tidemark.row.PrimitiveType.BIGINT;
import static io.tidemark.row.PrimitiveType.INT;
import static io.tidemark.row.PrimitiveType.STRING;
import static io.tidemark.row.PrimitiveType.TIMESTAMP;
import static io.tidemark.topology.expression.function.SqlFunction.named;

import io.tidemark.row.DecimalType;
import io.tidemark.row.time.TimestampText;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.cast.Coercion;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operand.Precompiled;
import io.tidemark.topology.expression.value.Interval;
import io.tidemark.topology.expression.value.TimeOfEpoch;
import io.tidemark.topology.expression.value.TruncatedTime;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/** Points in time, and counts of seconds since 1970. */
final class TimestampFunctions {

  private static final long MICROS_PER_MILLI = 1000;
  private static final int MICROS_SCALE = 6;

  static final FunctionGroup GROUP =
      new FunctionGroup(
          "Timestamps",
          List.of(
              named("hour")
                  .takes("time", TIMESTAMP)
                  .does("The hour of the day.")
                  .example("hour('2009-07-30 12:58:59')", "12")
                  .computes(INT, time -> (int) Math.floorMod(seconds(time, 3600), 24L)),
              named("minute")
                  .takes("time", TIMESTAMP)
                  .does("The minute of the hour.")
                  .example("minute('2009-07-30 12:58:59')", "58")
                  .computes(INT, time -> (int) Math.floorMod(seconds(time, 60), 60L)),
              named("second")
                  .takes("time", TIMESTAMP)
                  .does("The whole second of the minute.")
                  .example("second('2009-07-30 12:58:59.9')", "59")
                  .computes(INT, time -> (int) Math.floorMod(seconds(time, 1), 60L)),
              named("date_trunc")
                  .takes("unit", STRING)
                  .takes("time", TIMESTAMP)
                  .does(
                      "The start of its year, quarter, month, week, day, hour, minute, second and below.")
                  .example("date_trunc('HOUR', '2015-03-05T09:32:05.359')", "2015-03-05 09:00:00")
                  .example("date_trunc('week', '2015-03-05T09:32:05')", "2015-03-02 00:00:00")
                  .binds("TIMESTAMP", TimestampFunctions::truncate),
              named("unix_seconds")
                  .takes("time", TIMESTAMP)
                  .does("Whole seconds since 1970-01-01T00:00:00Z.")
                  .example("unix_seconds(TIMESTAMP '1970-01-01 00:00:01Z')", "1")
                  .computes(BIGINT, time -> seconds(time, 1)),
              named("unix_millis")
                  .takes("time", TIMESTAMP)
                  .does("Whole milliseconds since 1970-01-01T00:00:00Z.")
                  .example("unix_millis(TIMESTAMP '1970-01-01 00:00:01Z')", "1000")
                  .computes(BIGINT, time -> Math.floorDiv((Long) time, MICROS_PER_MILLI)),
              named("unix_micros")
                  .takes("time", TIMESTAMP)
                  .does("Microseconds since 1970-01-01T00:00:00Z.")
                  .example("unix_micros(TIMESTAMP '1970-01-01 00:00:01Z')", "1000000")
                  .computes(BIGINT, time -> time),
              named("timestamp_seconds")
                  .takes("seconds", Accepts.NUMBER)
                  .does("The time so many seconds after 1970-01-01T00:00:00Z.")
                  .example("timestamp_seconds(1230219000)", "2008-12-25 15:30:00")
                  .example("timestamp_seconds(1230219000.123)", "2008-12-25 15:30:00.123")
                  .binds("TIMESTAMP", TimestampFunctions::ofSeconds),
              named("timestamp_millis")
                  .takes("milliseconds", Accepts.WHOLE)
                  .does("The time so many milliseconds after 1970-01-01T00:00:00Z.")
                  .example("timestamp_millis(1230219000123)", "2008-12-25 15:30:00.123")
                  .binds("TIMESTAMP", call -> ofEpoch(call, MICROS_PER_MILLI)),
              named("timestamp_micros")
                  .takes("microseconds", Accepts.WHOLE)
                  .does("The time so many microseconds after 1970-01-01T00:00:00Z.")
                  .example("timestamp_micros(1230219000123123)", "2008-12-25 15:30:00.123123")
                  .binds("TIMESTAMP", call -> ofEpoch(call, 1)),
              named("current_timestamp", "now")
                  .does("The time at which the record is processed.")
                  .binds("TIMESTAMP", TimestampFunctions::now)));

  private TimestampFunctions() {}

  /** Whole units of so many seconds since 1970. */
  private static long seconds(Object time, long unit) {
    return Math.floorDiv((Long) time, unit * Interval.MICROS_PER_SECOND);
  }

  private static Operand truncate(Call call) {
    Function<Object, LongUnaryOperator> units =
        Precompiled.of(call.argument(0), TruncatedTime::ofTimestamp);
    return call.binary(TIMESTAMP, (unit, time) -> truncate(units.apply(unit), (Long) time));
  }

  private static Object truncate(LongUnaryOperator unit, long time) {
    try {
      return unit.applyAsLong(time);
    } catch (ArithmeticException e) {
      throw new BadValueException(TimestampText.format(time) + " truncated is beyond TIMESTAMP");
    }
  }

  private static Operand ofSeconds(Call call) {
    if (!(call.type(0) instanceof DecimalType)) {
      return Coercion.to(TIMESTAMP, call.argument(0));
    }
    return call.unary(
        TIMESTAMP,
        seconds -> {
          try {
            return ((BigDecimal) seconds).movePointRight(MICROS_SCALE).longValueExact();
          } catch (ArithmeticException e) {
            throw new BadValueException(seconds + " is no TIMESTAMP in whole microseconds");
          }
        });
  }

  private static Operand ofEpoch(Call call, long micros) {
    return call.unary(
        TIMESTAMP,
        value -> {
          long count = ((Number) value).longValue();
          long time = count * micros;
          if (time / micros != count) {
            throw new BadValueException(count + " is beyond TIMESTAMP");
          }
          return time;
        });
  }

  private static Operand now(Call call) {
    return Operand.varying(
        call.source(), TIMESTAMP, row -> TimeOfEpoch.micros(call.clock().instant()));
  }
}
