package io.tidemark.topology.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectItemTest {

  private static final ExpressionCompiler COMPILER = new ExpressionCompiler(OrderRow.SCHEMA);

  @Test
  void aStarIsEveryColumnInOrder() {
    List<SelectColumn> columns = COMPILER.compileSelectItem("*");

    assertThat(columns).extracting(SelectColumn::field).isEqualTo(OrderRow.SCHEMA.fields());
    assertThat(columns)
        .allSatisfy(
            column -> {
              int position = columns.indexOf(column);
              assertThat(column.columns()).containsExactly(position);
              assertThat(column.evaluator().evaluate(OrderRow.ROW))
                  .isSameAs(OrderRow.ROW.value(position));
            });
  }

  @Test
  void aStarAfterAStructIsEachOfItsFields() {
    List<SelectColumn> columns = COMPILER.compileSelectItem("customer.address.*");

    assertThat(columns).extracting(SelectColumn::name).containsExactly("city", "postal_code");
    assertThat(columns.get(0).evaluator().evaluate(OrderRow.ROW)).isEqualTo("Köln");
    assertThat(columns.get(1).columns()).containsExactly(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "order_id                     | order_id",
        "ORDER_ID                     | ORDER_ID",
        "customer.address.city        | city",
        "`customer`.`address`         | address",
        "items.price                  | price",
        "items[0].item_id             | item_id",
        "value + 1 AS total           | total",
        "value + 1 total              | total",
        "value value                  | value",
        "upper(user) AS `Full Name`   | Full Name",
        "value AS count               | count",
        "value AS date                | date",
        "value end                    | end",
        "`with space`                 | with space",
        "nested.case                  | case",
      })
  void aPathKeepsItsLastNameAndAnythingElseIsNamed(String item, String name) {
    assertThat(COMPILER.compileSelectItem(item))
        .singleElement()
        .extracting(SelectColumn::name)
        .isEqualTo(name);
  }

  @Test
  void tellsWhichColumnsItReads() {
    SelectColumn column =
        COMPILER.compileSelectItem("concat(order_id, customer.name, order_id, 'x') AS c").get(0);

    assertThat(column.columns()).isEqualTo(Set.of(0, 2));
    assertThat(COMPILER.compile("1 + 1").columns()).isEmpty();
    assertThat(COMPILER.compile("CASE WHEN value IN (key, year) THEN 1 END").columns())
        .isEqualTo(positions("value", "key", "year"));
  }

  @Test
  void refusesAnExpressionWithoutAName() {
    assertThatThrownBy(() -> COMPILER.compileSelectItem("value + 1"))
        .isInstanceOf(ExpressionException.class)
        .hasMessage("'value + 1' at position 0: this column needs a name: write … AS name");
    assertThatThrownBy(() -> COMPILER.compileSelectItem("values[0]"))
        .hasMessage("'values[0]' at position 0: this column needs a name: write … AS name");
  }

  @Test
  void refusesTheFieldsOfWhatHasNone() {
    assertThatThrownBy(() -> COMPILER.compileSelectItem("value.*"))
        .hasMessage("'value' at position 0: this is INT, which has no fields");
    assertThatThrownBy(() -> COMPILER.compileSelectItem("items.*"))
        .hasMessageStartingWith("'items' at position 0: this is ARRAY<");
  }

  @Test
  void anExpressionIsCalledByItsLastNameOrItsText() {
    assertThat(COMPILER.compile("customer.name").name()).isEqualTo("name");
    assertThat(COMPILER.compile(" value  +1 ").name()).isEqualTo("value  +1");
  }

  private static Set<Integer> positions(String... names) {
    return Set.copyOf(
        List.of(names).stream().map(n -> OrderRow.SCHEMA.find(n).orElseThrow()).toList());
  }
}
