package io.tidemark.topology.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.Row;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregateExpressionTest {

  private static final ExpressionCompiler COMPILER = new ExpressionCompiler(OrderRow.SCHEMA);

  /** Function, whether distinct, type of the argument, type of the result: Spark's rules. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "count(*)                      | COUNT                 | false | -             | BIGINT",
        "count(value)                  | COUNT                 | false | INT           | BIGINT",
        "count(DISTINCT order_id)      | COUNT                 | true  | STRING        | BIGINT",
        "COUNT(1)                      | COUNT                 | false | INT           | BIGINT",
        "sum(value)                    | SUM                   | false | BIGINT        | BIGINT",
        "sum(count)                    | SUM                   | false | BIGINT        | BIGINT",
        "sum(DISTINCT value)           | SUM                   | true  | BIGINT        | BIGINT",
        "sum(1.5D)                     | SUM                   | false | DOUBLE        | DOUBLE",
        "sum(amount)                   | SUM                   | false | DECIMAL(10,2) | DECIMAL(20,2)",
        "sum(CAST(1 AS DECIMAL(35,5))) | SUM                   | false | DECIMAL(35,5) | DECIMAL(38,5)",
        "sum(bad)                      | SUM                   | false | DOUBLE        | DOUBLE",
        "sum(NULL)                     | SUM                   | false | DOUBLE        | DOUBLE",
        "avg(value)                    | AVG                   | false | DOUBLE        | DOUBLE",
        "mean(value)                   | AVG                   | false | DOUBLE        | DOUBLE",
        "avg(amount)                   | AVG                   | false | DECIMAL(10,2) | DECIMAL(14,6)",
        "min(timestamp)                | MIN                   | false | STRING        | STRING",
        "max(DISTINCT date)            | MAX                   | false | DATE          | DATE",
        "min(struct(value, user))      | MIN                   | false | 'STRUCT<value: INT, user: STRING>' | 'STRUCT<value: INT, user: STRING>'",
        "first(user)                   | FIRST                 | false | STRING        | STRING",
        "first(user, true)             | FIRST_NON_NULL        | false | STRING        | STRING",
        "last(user, false)             | LAST                  | false | STRING        | STRING",
        "last_value(user, true)        | LAST_NON_NULL         | false | STRING        | STRING",
        "any_value(tags)               | FIRST                 | false | 'MAP<STRING, STRING>' | 'MAP<STRING, STRING>'",
        "collect_list(value)           | COLLECT_LIST          | false | INT           | ARRAY<INT>",
        "array_agg(DISTINCT value)     | COLLECT_LIST          | true  | INT           | ARRAY<INT>",
        "collect_set(value)            | COLLECT_SET           | false | INT           | ARRAY<INT>",
        "approx_count_distinct(user)   | APPROX_COUNT_DISTINCT | false | STRING        | BIGINT",
      })
  void typesACallAsSpark(
      String sql, AggregateFunction function, boolean isDistinct, String argument, String type) {
    AggregateExpression compiled = COMPILER.compileAggregate(sql);

    assertThat(compiled.calls()).hasSize(1);
    AggregateCall call = compiled.calls().get(0);
    assertThat(call.function()).isEqualTo(function);
    assertThat(call.distinct()).isEqualTo(isDistinct);
    assertThat(call.argument() == null ? null : call.argument().type().ddl()).isEqualTo(argument);
    assertThat(call.type().ddl()).isEqualTo(type);
    assertThat(compiled.result().type()).isEqualTo(call.type());
  }

  @Test
  void evaluatesTheArgumentOverRowsAndTheResultOverCalls() {
    // Given
    AggregateExpression compiled =
        COMPILER.compileAggregate("round(sum(items[0].price * 2) / count(*), 1) + max(value)");

    // When
    AggregateCall sum = compiled.calls().get(0);
    Object argument = sum.argument().evaluator().evaluate(OrderRow.ROW);
    Object result = compiled.result().evaluator().evaluate(Row.of(10.0, 4L, 7));

    // Then
    assertThat(compiled.calls()).hasSize(3);
    assertThat(argument).isEqualTo(3.0);
    assertThat(sum.argument().columns()).isEqualTo(Set.of(4));
    assertThat(result).isEqualTo(9.5);
    assertThat(compiled.result().columns()).isEqualTo(Set.of(0, 1, 2));
  }

  @Test
  void makesACallOnceThatIsWrittenTwice() {
    AggregateExpression compiled =
        COMPILER.compileAggregate("count( * ) + sum(value) / count(*) + count(value)");

    assertThat(compiled.calls())
        .extracting(AggregateCall::function)
        .containsExactly(AggregateFunction.COUNT, AggregateFunction.SUM, AggregateFunction.COUNT);
    assertThat(compiled.result().evaluator().evaluate(Row.of(2L, 10L, 1L))).isEqualTo(8.0);
  }

  @Test
  void countsRowsInWhichNoneOfSeveralArgumentsIsNull() {
    AggregateCall call =
        COMPILER.compileAggregate("count(DISTINCT order_id, missing.city)").calls().get(0);
    AggregateCall full =
        COMPILER.compileAggregate("count(DISTINCT order_id, value)").calls().get(0);

    assertThat(call.argument().evaluator().evaluate(OrderRow.ROW)).isNull();
    assertThat(full.argument().evaluator().evaluate(OrderRow.ROW)).isEqualTo(Row.of("O1", 42));
  }

  @Test
  void isCalledByItsText() {
    assertThat(COMPILER.compileAggregate("sum(value)").result().name()).isEqualTo("sum(value)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "value + sum(value) | 0 | 'value' at position 0: a column outside of an aggregate function; make it a key of the group_by, or take one of the group's values: first(value)",
        "valeu + sum(value) | 0 | 'valeu' at position 0: no column 'valeu' in [order_id, timestamp, customer, missing, items, no_items, tags, value, count, date, user, key, …]; did you mean 'value'?",
        "sum(sum(value))    | 4 | 'sum(value)' at position 4: sum is an aggregate function; those are for group_by's aggregate",
        "1 + 1              | 0 | '1 + 1' at position 0: no aggregate function is called, such as sum(…)",
        "upper('a')         | 0 | 'upper('a')' at position 0: no aggregate function is called, such as sum(…)",
        "summ(value)        | 0 | 'summ(value)' at position 0: no function 'summ'; did you mean 'sum'?",
        "sum(items)         | 0 | 'sum(items)' at position 0: cannot sum ARRAY<STRUCT<item_id: STRING, quantity: INT, price: DOUBLE>>",
        "avg(date)          | 0 | 'avg(date)' at position 0: cannot average DATE",
        "sum(*)             | 0 | 'sum(*)' at position 0: only count takes *",
        "sum()              | 0 | 'sum()' at position 0: expected one argument, found 0",
        "sum(value, value)  | 0 | 'sum(value, value)' at position 0: expected one argument, found 2",
        "count()            | 0 | 'count()' at position 0: write count(*) for the number of rows",
        "min(tags)          | 4 | 'tags' at position 4: cannot compare MAP<STRING, STRING>",
        "count(DISTINCT tags) | 15 | 'tags' at position 15: cannot compare MAP<STRING, STRING>",
        "first(DISTINCT value) | 0 | 'first(DISTINCT value)' at position 0: DISTINCT is not for this function",
        "first(value, value) | 13 | 'value' at position 13: expected true or false: whether nulls are left out",
        "max(NULL)          | 4 | 'NULL' at position 4: NULL can't be aggregated; CAST it to a column's type",
      })
  void refusesWhatCannotBeAggregated(String sql, int position, String message) {
    assertThatThrownBy(() -> COMPILER.compileAggregate(sql))
        .isInstanceOfSatisfying(
            ExpressionException.class, e -> assertThat(e.position()).isEqualTo(position))
        .hasMessage(message.replace("''", "'"));
  }
}
