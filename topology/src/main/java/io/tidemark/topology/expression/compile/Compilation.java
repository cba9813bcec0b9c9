package io.tidemark.topology.expression.compile;

import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.AggregateExpression;
import io.tidemark.topology.expression.SelectColumn;
import io.tidemark.topology.expression.TypedExpression;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operator.Access;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.syntax.SqlParser;
import io.tidemark.topology.expression.syntax.SqlParser.ExpressionContext;
import io.tidemark.topology.expression.syntax.SqlReader;
import io.tidemark.topology.expression.syntax.TextLiteral;
import io.tidemark.topology.expression.type.Types;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The three ways to compile a text. */
public final class Compilation {

  private final StructType input;
  private final RowScope rows;

  public Compilation(StructType input, InstantSource clock) {
    this.input = input;
    this.rows = new RowScope(input, clock);
  }

  public TypedExpression expression(String sql) {
    ExpressionContext tree = SqlReader.expression(sql);
    return typed(tree, new Typer(rows).visit(tree));
  }

  public List<SelectColumn> selectItem(String sql) {
    SqlParser.SelectItemContext tree = SqlReader.selectItem(sql);
    if (tree instanceof SqlParser.AllFieldsContext all) {
      return fields(all);
    }
    return tree instanceof SqlParser.SelectedContext selected ? List.of(item(selected)) : columns();
  }

  public AggregateExpression aggregate(String sql) {
    ExpressionContext tree = SqlReader.expression(sql);
    GroupScope groups = new GroupScope(rows);
    TypedExpression result = typed(tree, new Typer(groups).visit(tree));
    if (groups.calls().isEmpty()) {
      throw Source.of(tree).problem("no aggregate function is called, such as sum(…)");
    }
    return new AggregateExpression(groups.calls(), result);
  }

  private List<SelectColumn> columns() {
    List<SelectColumn> columns = new ArrayList<>();
    for (int i = 0; i < input.size(); i++) {
      int position = i;
      StructField field = input.field(i);
      columns.add(
          new SelectColumn(field.name(), field.type(), row -> row.value(position), Set.of(i)));
    }
    return columns;
  }

  private List<SelectColumn> fields(SqlParser.AllFieldsContext tree) {
    Operand base = new Typer(rows).visit(tree.expression());
    if (!(base.type() instanceof StructType struct)) {
      throw base.source().problem("this is " + Types.name(base.type()) + ", which has no fields");
    }
    List<SelectColumn> columns = new ArrayList<>();
    for (String name : struct.names()) {
      columns.add(column(name, Access.field(base.source(), base, name)));
    }
    return columns;
  }

  private SelectColumn item(SqlParser.SelectedContext tree) {
    Operand operand = complete(new Typer(rows).visit(tree.expression()));
    String name =
        tree.alias == null
            ? lastName(tree.expression()).orElseThrow(() -> unnamed(operand))
            : TextLiteral.name(tree.alias.getText());
    return column(name, operand);
  }

  private static SelectColumn column(String name, Operand operand) {
    return new SelectColumn(name, operand.type(), operand.evaluator(), operand.columns());
  }

  private static RuntimeException unnamed(Operand operand) {
    return operand.source().problem("this column needs a name: write … AS name");
  }

  private static TypedExpression typed(ExpressionContext tree, Operand operand) {
    String name = lastName(tree).orElse(Source.of(tree).text());
    complete(operand);
    return new TypedExpression(name, operand.type(), operand.evaluator(), operand.columns());
  }

  /** Refuses what no column can hold. */
  private static Operand complete(Operand operand) {
    if (Types.isInterval(operand.type())) {
      throw operand.source().problem("an INTERVAL can be added to a time, but not be a column");
    }
    if (Types.isIncomplete(operand.type())) {
      throw operand.source().problem("NULL has no type here; write CAST(NULL AS …)");
    }
    return operand;
  }

  /** The name after the last point, if the expression ends so, or is a column. */
  private static Optional<String> lastName(ExpressionContext tree) {
    if (!(tree instanceof SqlParser.TestedContext tested)
        || tested.test() != null
        || !(tested.operand() instanceof SqlParser.SingleContext single)) {
      return Optional.empty();
    }
    if (single.primary() instanceof SqlParser.ColumnContext column) {
      return Optional.of(TextLiteral.name(column.name().getText()));
    }
    return single.primary() instanceof SqlParser.FieldAccessContext access
        ? Optional.of(TextLiteral.name(access.field().getText()))
        : Optional.empty();
  }
}
