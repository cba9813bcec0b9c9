package io.tidemark.topology.expression.compile;

import io.tidemark.topology.expression.AggregateFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The aggregate functions as they are called. */
public enum AggregateName {
  COUNT(
      AggregateFunction.COUNT,
      List.of("count"),
      "BIGINT",
      "Rows (`count(*)`), or rows where no argument is null; `count(DISTINCT a, b)` each value once."),
  SUM(
      AggregateFunction.SUM,
      List.of("sum"),
      "BIGINT, DOUBLE, DECIMAL(p+10,s)",
      "The sum; beyond its type it is a bad value."),
  AVG(AggregateFunction.AVG, List.of("avg", "mean"), "DOUBLE, DECIMAL(p+4,s+4)", "The mean."),
  MIN(AggregateFunction.MIN, List.of("min"), "as the argument", "The least value."),
  MAX(AggregateFunction.MAX, List.of("max"), "as the argument", "The greatest value."),
  FIRST(
      AggregateFunction.FIRST,
      List.of("first", "first_value", "any_value"),
      "as the argument",
      "The first value, which may be null; with `true` as second argument, that is not null."),
  LAST(
      AggregateFunction.LAST,
      List.of("last", "last_value"),
      "as the argument",
      "The last value, which may be null; with `true` as second argument, that is not null."),
  COLLECT_LIST(
      AggregateFunction.COLLECT_LIST,
      List.of("collect_list", "array_agg"),
      "ARRAY",
      "All values in an array."),
  COLLECT_SET(
      AggregateFunction.COLLECT_SET,
      List.of("collect_set"),
      "ARRAY",
      "Each value once, in an array."),
  APPROX_COUNT_DISTINCT(
      AggregateFunction.APPROX_COUNT_DISTINCT,
      List.of("approx_count_distinct"),
      "BIGINT",
      "About how many different values there are.");

  private final AggregateFunction function;
  private final List<String> names;
  private final String result;
  private final String summary;

  AggregateName(AggregateFunction function, List<String> names, String result, String summary) {
    this.function = function;
    this.names = names;
    this.result = result;
    this.summary = summary;
  }

  /** Names are taken without regard to case. */
  static Optional<AggregateName> find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(a -> a.names.contains(lower)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).flatMap(a -> a.names.stream()).toList();
  }

  AggregateFunction function() {
    return function;
  }

  public List<String> written() {
    return names;
  }

  /** What it returns, for the reference. */
  public String result() {
    return result;
  }

  public String summary() {
    return summary;
  }
}
