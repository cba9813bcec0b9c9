package io.tidemark.topology.expression.function;

import static io.tidemark.row.PrimitiveType.BIGINT;
import static io.tidemark.row.PrimitiveType.DATE;
import static io.tidemark.row.PrimitiveType.STRING;
import static io.tidemark.row.PrimitiveType.TIMESTAMP;
import static io.tidemark.topology.expression.function.SqlFunction.named;

import io.tidemark.row.DataType;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.cast.Coercion;
import io.tidemark.topology.expression.cast.OnFailure;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operand.Precompiled;
import io.tidemark.topology.expression.value.Shown;
import io.tidemark.topology.expression.value.TimePattern;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Dates and times as texts, by Spark's patterns. */
final class TimeTextFunctions {

  private static final String DEFAULT_PATTERN = "yyyy-MM-dd HH:mm:ss";

  static final FunctionGroup GROUP =
      new FunctionGroup(
          "Dates and times as texts (patterns: Spark's \"Datetime Patterns\")",
          List.of(
              named("to_timestamp")
                  .takes("value", Accepts.ANY)
                  .mayTake("pattern", Accepts.exactly(STRING))
                  .does("The text read by a pattern, or by CAST; another text is a bad record.")
                  .example("to_timestamp('2016-12-31T00:12:00Z')", "2016-12-31 00:12:00")
                  .example("to_timestamp('31.12.2016', 'dd.MM.yyyy')", "2016-12-31 00:00:00")
                  .binds("TIMESTAMP", call -> read(call, TIMESTAMP, OnFailure.BAD_VALUE)),
              named("try_to_timestamp")
                  .takes("value", Accepts.ANY)
                  .mayTake("pattern", Accepts.exactly(STRING))
                  .does("As `to_timestamp`, but null for another text.")
                  .example("try_to_timestamp('foo', 'yyyy-MM-dd')", "NULL")
                  .binds("TIMESTAMP", call -> read(call, TIMESTAMP, OnFailure.NULL)),
              named("to_date")
                  .takes("value", Accepts.ANY)
                  .mayTake("pattern", Accepts.exactly(STRING))
                  .does("The text read by a pattern, or by CAST; another text is a bad record.")
                  .example("to_date('2009-07-30 04:17:52')", "2009-07-30")
                  .example("to_date('30/07/2009', 'dd/MM/yyyy')", "2009-07-30")
                  .binds("DATE", call -> read(call, DATE, OnFailure.BAD_VALUE)),
              named("try_to_date")
                  .takes("value", Accepts.ANY)
                  .mayTake("pattern", Accepts.exactly(STRING))
                  .does("As `to_date`, but null for another text.")
                  .example("try_to_date('foo', 'yyyy-MM-dd')", "NULL")
                  .binds("DATE", call -> read(call, DATE, OnFailure.NULL)),
              named("date_format")
                  .takes("time", TIMESTAMP)
                  .takes("pattern", STRING)
                  .does("The time as a text.")
                  .example("date_format('2016-04-08', 'y')", "2016")
                  .example("date_format('2016-04-08 14:05', 'EEE, d MMM h a')", "Fri, 8 Apr 2 PM")
                  .binds("STRING", TimeTextFunctions::format),
              named("unix_timestamp", "to_unix_timestamp")
                  .mayTake("value", Accepts.ANY)
                  .mayTake("pattern", Accepts.exactly(STRING))
                  .does("Seconds since 1970 of a time, or of a text as in `to_timestamp`; of now.")
                  .example("unix_timestamp('2016-04-08', 'yyyy-MM-dd')", "1460073600")
                  .binds("BIGINT", TimeTextFunctions::unixTimestamp),
              named("from_unixtime")
                  .takes("seconds", BIGINT)
                  .mayTake("pattern", STRING, DEFAULT_PATTERN)
                  .does("The time so many seconds after 1970, as a text.")
                  .example("from_unixtime(0)", "1970-01-01 00:00:00")
                  .example("from_unixtime(0, 'yyyy')", "1970")
                  .binds("STRING", TimeTextFunctions::fromUnixTime)));

  private TimeTextFunctions() {}

  private static Operand read(Call call, DataType type, OnFailure onFailure) {
    boolean isText = call.type(0) == STRING;
    if (call.size() == 1 || !isText) {
      return Coercion.cast(call.argument(0), type, onFailure);
    }
    Operand time = parsed(call, onFailure);
    return Coercion.to(type, time);
  }

  /** The first argument read by the pattern that is the second. */
  private static Operand parsed(Call call, OnFailure onFailure) {
    Function<Object, TimePattern> patterns =
        Precompiled.of(call.argument(1), TimePattern::forParsing);
    return call.binary(
        TIMESTAMP, (text, pattern) -> parse((String) text, patterns.apply(pattern), onFailure));
  }

  private static @Nullable Object parse(String text, TimePattern pattern, OnFailure onFailure) {
    Long micros = pattern.parse(text);
    if (micros == null && onFailure == OnFailure.BAD_VALUE) {
      throw new BadValueException(
          "%s is not a time of the form '%s'".formatted(Shown.text(text), pattern));
    }
    return micros;
  }

  private static Operand format(Call call) {
    Function<Object, TimePattern> patterns =
        Precompiled.of(call.argument(1), TimePattern::forFormatting);
    return call.binary(STRING, (time, pattern) -> patterns.apply(pattern).format((Long) time));
  }

  private static Operand unixTimestamp(Call call) {
    if (call.size() == 0) {
      return Operand.varying(call.source(), BIGINT, row -> call.clock().instant().getEpochSecond());
    }
    return Coercion.to(BIGINT, read(call, TIMESTAMP, OnFailure.BAD_VALUE));
  }

  private static Operand fromUnixTime(Call call) {
    Function<Object, TimePattern> patterns =
        Precompiled.of(call.argument(1), TimePattern::forFormatting);
    Operand time = Coercion.to(TIMESTAMP, call.argument(0));
    return call.with(List.of(time, call.argument(1)))
        .binary(STRING, (micros, pattern) -> patterns.apply(pattern).format((Long) micros));
  }
}
