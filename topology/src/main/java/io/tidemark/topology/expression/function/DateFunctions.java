package io.tidemark.topology.expression.function;

import static io.tidemark.row.PrimitiveType.DATE;
import static io.tidemark.row.PrimitiveType.INT;
import static io.tidemark.row.PrimitiveType.STRING;
import static io.tidemark.topology.expression.function.SqlFunction.named;

import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operand.Precompiled;
import io.tidemark.topology.expression.operator.Arithmetic;
import io.tidemark.topology.expression.operator.TimeArithmetic;
import io.tidemark.topology.expression.value.TruncatedTime;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.ToIntFunction;

/** Days of the calendar. A TIMESTAMP given to them counts as its day in UTC. */
final class DateFunctions {

  static final FunctionGroup GROUP =
      new FunctionGroup(
          "Dates",
          List.of(
              part("year", "The year.", LocalDate::getYear, "year(DATE '2016-07-30')", "2016"),
              part(
                  "quarter",
                  "The quarter, from 1.",
                  d -> d.get(IsoFields.QUARTER_OF_YEAR),
                  "quarter(DATE '2016-08-31')",
                  "3"),
              part(
                  "month",
                  "The month, from 1.",
                  LocalDate::getMonthValue,
                  "month('2016-07-30')",
                  "7"),
              part(
                  "weekofyear",
                  "The week, by ISO 8601.",
                  d -> d.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                  "weekofyear('2008-02-20')",
                  "8"),
              named("day", "dayofmonth")
                  .takes("date", DATE)
                  .does("The day of the month.")
                  .example("day('2009-07-30')", "30")
                  .computes(INT, date -> local(date).getDayOfMonth()),
              part(
                  "dayofweek",
                  "The day of the week: 1 is Sunday.",
                  d -> d.getDayOfWeek().getValue() % 7 + 1,
                  "dayofweek('2009-07-30')",
                  "5"),
              part(
                  "weekday",
                  "The day of the week: 0 is Monday.",
                  d -> d.get(ChronoField.DAY_OF_WEEK) - 1,
                  "weekday('2009-07-30')",
                  "3"),
              part(
                  "dayofyear",
                  "The day of the year.",
                  LocalDate::getDayOfYear,
                  "dayofyear('2016-04-09')",
                  "100"),
              named("date_add", "dateadd")
                  .takes("date", DATE)
                  .takes("days", INT)
                  .does("So many days later.")
                  .example("date_add('2016-07-30', 1)", "2016-07-31")
                  .binds("DATE", call -> plusDays(call, call.argument(1))),
              named("date_sub")
                  .takes("date", DATE)
                  .takes("days", INT)
                  .does("So many days earlier.")
                  .example("date_sub('2016-07-30', 1)", "2016-07-29")
                  .binds(
                      "DATE",
                      call -> plusDays(call, Arithmetic.negated(call.source(), call.argument(1)))),
              named("datediff", "date_diff")
                  .takes("end", DATE)
                  .takes("start", DATE)
                  .does("The days from start to end.")
                  .example("datediff('2009-07-31', '2009-07-30')", "1")
                  .combines(INT, (end, start) -> (Integer) end - (Integer) start),
              named("add_months")
                  .takes("date", DATE)
                  .takes("months", INT)
                  .does("So many months later; the month's end where it has no such day.")
                  .example("add_months('2016-08-31', 1)", "2016-09-30")
                  .combines(DATE, (date, n) -> days(local(date).plusMonths((Integer) n))),
              named("last_day")
                  .takes("date", DATE)
                  .does("The last day of its month.")
                  .example("last_day('2009-01-12')", "2009-01-31")
                  .computes(
                      DATE, date -> days(local(date).with(TemporalAdjusters.lastDayOfMonth()))),
              named("trunc")
                  .takes("date", DATE)
                  .takes("unit", STRING)
                  .does("The first day of its week (Monday), month, quarter or year.")
                  .example("trunc('2019-08-04', 'week')", "2019-07-29")
                  .example("trunc('2009-02-12', 'MM')", "2009-02-01")
                  .binds("DATE", DateFunctions::trunc),
              named("make_date")
                  .takes("year", INT)
                  .takes("month", INT)
                  .takes("day", INT)
                  .does("The date; one that isn't there makes a bad record.")
                  .example("make_date(2013, 7, 15)", "2013-07-15")
                  .computesAll(DATE, DateFunctions::make),
              named("unix_date")
                  .takes("date", DATE)
                  .does("Days since 1970-01-01.")
                  .example("unix_date(DATE '1970-01-02')", "1")
                  .computes(INT, date -> date),
              named("date_from_unix_date")
                  .takes("days", INT)
                  .does("The date so many days after 1970-01-01.")
                  .example("date_from_unix_date(1)", "1970-01-02")
                  .computes(DATE, days -> days),
              named("current_date", "curdate")
                  .does("The day on which the record is processed, in UTC.")
                  .binds("DATE", DateFunctions::today)));

  private DateFunctions() {}

  private static SqlFunction part(
      String name, String summary, ToIntFunction<LocalDate> field, String call, String result) {
    return named(name)
        .takes("date", DATE)
        .does(summary)
        .example(call, result)
        .computes(INT, date -> field.applyAsInt(local(date)));
  }

  private static LocalDate local(Object days) {
    return LocalDate.ofEpochDay((Integer) days);
  }

  private static Object days(LocalDate date) {
    long days = date.toEpochDay();
    if ((int) days != days) {
      throw new BadValueException(date + " is beyond DATE");
    }
    return (int) days;
  }

  private static Operand plusDays(Call call, Operand days) {
    return TimeArithmetic.plusDays(call.source(), call.argument(0), days);
  }

  private static Operand trunc(Call call) {
    Function<Object, LongUnaryOperator> units =
        Precompiled.of(call.argument(1), TruncatedTime::ofDate);
    return call.binary(DATE, (date, unit) -> (int) units.apply(unit).applyAsLong((Integer) date));
  }

  private static Object make(Object[] parts) {
    try {
      return days(LocalDate.of((Integer) parts[0], (Integer) parts[1], (Integer) parts[2]));
    } catch (DateTimeException e) {
      throw new BadValueException(
          "make_date(%s, %s, %s): %s".formatted(parts[0], parts[1], parts[2], e.getMessage()));
    }
  }

  private static Operand today(Call call) {
    return Operand.varying(
        call.source(),
        DATE,
        row -> days(LocalDate.ofInstant(call.clock().instant(), ZoneOffset.UTC)));
  }
}
