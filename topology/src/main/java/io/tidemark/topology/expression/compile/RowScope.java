package io.tidemark.topology.expression.compile;

import io.tidemark.row.StructType;
import io.tidemark.row.problem.NearestName;
import io.tidemark.topology.expression.ExpressionException;
import io.tidemark.topology.expression.function.Call;
import io.tidemark.topology.expression.function.Functions;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operator.ColumnNames;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.syntax.SqlParser.CallContext;
import io.tidemark.topology.expression.syntax.SqlParser.CallOfRowsContext;
import io.tidemark.topology.expression.syntax.TextLiteral;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** Names are the input's columns, calls are of scalar functions. */
record RowScope(StructType input, InstantSource clock) implements Scope {

  private static final Set<String> WITHOUT_PARENTHESES =
      Set.of("current_timestamp", "current_date");

  /** A column of this name, or, as in Spark, one of the functions that need no parentheses. */
  @Override
  public Operand column(Source source, String name) {
    boolean isFunction = WITHOUT_PARENTHESES.contains(name.toLowerCase(Locale.ROOT));
    if (isFunction && input.find(name).isEmpty()) {
      return bind(source, name, List::of);
    }
    int position = new ColumnNames(input, "column").position(source, name);
    return Operand.column(source, input.field(position).type(), position);
  }

  @Override
  public Operand call(CallContext tree) {
    Source source = Source.of(tree);
    if (AggregateName.find(name(tree)).isPresent()) {
      throw aggregate(source, name(tree));
    }
    if (tree.DISTINCT() != null) {
      throw source.problem("DISTINCT is for aggregate functions");
    }
    return bind(source, name(tree), () -> arguments(tree, new Typer(this)));
  }

  @Override
  public Operand callOfRows(CallOfRowsContext tree) {
    throw aggregate(Source.of(tree), TextLiteral.name(tree.function.getText()));
  }

  /** The call of a scalar function; its arguments are looked at once there is such a function. */
  Operand bind(Source source, String name, Supplier<List<Operand>> arguments) {
    return Functions.find(name)
        .orElseThrow(() -> unknown(source, name))
        .bind(new Call(source, name, arguments.get(), clock));
  }

  static List<Operand> arguments(CallContext tree, Typer typer) {
    return tree.expression().stream().map(typer::visit).toList();
  }

  static String name(CallContext tree) {
    return TextLiteral.name(tree.function.getText());
  }

  private static ExpressionException aggregate(Source source, String name) {
    return source.problem(name + " is an aggregate function; those are for group_by's aggregate");
  }

  private static ExpressionException unknown(Source source, String name) {
    List<String> names = new ArrayList<>(Functions.names());
    names.addAll(AggregateName.allNames());
    String hint = NearestName.hint(name, names);
    return source.problem("no function '" + name + "'" + (hint.isEmpty() ? "" : "; " + hint));
  }
}
