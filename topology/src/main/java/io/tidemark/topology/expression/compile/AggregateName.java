package io.tidemark.topology.expression.compile;

import io.tidemark.topology.expression.AggregateFunction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An aggregate function as it is called.
 *
 * @param names its name and others by which it goes
 * @param result what it returns, for the reference
 */
public record AggregateName(
    AggregateFunction function, List<String> names, String result, String summary) {

  public static final List<AggregateName> ALL =
      List.of(
          new AggregateName(
              AggregateFunction.COUNT,
              List.of("count"),
              "BIGINT",
              "Rows (`count(*)`), or rows where no argument is null; `count(DISTINCT a, b)` each"
                  + " value once."),
          new AggregateName(
              AggregateFunction.SUM,
              List.of("sum"),
              "BIGINT, DOUBLE, DECIMAL(p+10,s)",
              "The sum; beyond its type it is a bad value."),
          new AggregateName(
              AggregateFunction.AVG,
              List.of("avg", "mean"),
              "DOUBLE, DECIMAL(p+4,s+4)",
              "The mean."),
          new AggregateName(
              AggregateFunction.MIN, List.of("min"), "as the argument", "The least value."),
          new AggregateName(
              AggregateFunction.MAX, List.of("max"), "as the argument", "The greatest value."),
          new AggregateName(
              AggregateFunction.FIRST,
              List.of("first", "first_value", "any_value"),
              "as the argument",
              "The first value, which may be null; with `true` as second argument, that is not"
                  + " null."),
          new AggregateName(
              AggregateFunction.LAST,
              List.of("last", "last_value"),
              "as the argument",
              "The last value, which may be null; with `true` as second argument, that is not"
                  + " null."),
          new AggregateName(
              AggregateFunction.COLLECT_LIST,
              List.of("collect_list", "array_agg"),
              "ARRAY",
              "All values in an array."),
          new AggregateName(
              AggregateFunction.COLLECT_SET,
              List.of("collect_set"),
              "ARRAY",
              "Each value once, in an array."),
          new AggregateName(
              AggregateFunction.APPROX_COUNT_DISTINCT,
              List.of("approx_count_distinct"),
              "BIGINT",
              "About how many different values there are."));

  public AggregateName {
    names = List.copyOf(names);
  }

  /** Names are taken without regard to case. */
  static Optional<AggregateName> find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ALL.stream().filter(a -> a.names.contains(lower)).findFirst();
  }

  static List<String> allNames() {
    return ALL.stream().flatMap(a -> a.names.stream()).toList();
  }
}
