package io.tidemark.topology.expression.compile;

import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.AggregateCall;
import io.tidemark.topology.expression.AggregateFunction;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.syntax.SqlParser.CallContext;
import io.tidemark.topology.expression.syntax.SqlParser.CallOfRowsContext;
import io.tidemark.topology.expression.syntax.TextLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;

/**
 * Calls may also be of aggregate functions, whose arguments are over rows; a name outside of them
 * is refused. Collects the aggregate calls; used for one expression.
 */
final class GroupScope implements Scope {

  private final RowScope rows;
  private final List<AggregateCall> calls = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();

  GroupScope(RowScope rows) {
    this.rows = rows;
  }

  /** The calls so far; an operand of this scope reads their results by their positions here. */
  List<AggregateCall> calls() {
    return calls;
  }

  @Override
  public Operand column(Source source, String name) {
    rows.column(source, name); // a name that isn't there at all has a better message
    throw source.problem(
        "a column outside of an aggregate function; make it a key of the group_by, or take one of"
            + " the group's values: first("
            + name
            + ")");
  }

  @Override
  public Operand call(CallContext tree) {
    Optional<AggregateName> aggregate = AggregateName.find(RowScope.name(tree));
    if (aggregate.isEmpty()) {
      Typer typer = new Typer(this);
      return rows.bind(Source.of(tree), RowScope.name(tree), () -> RowScope.arguments(tree, typer));
    }
    List<Operand> arguments = RowScope.arguments(tree, new Typer(rows));
    Source source = Source.of(tree);
    AggregateTyping typing = new AggregateTyping(source, aggregate.get().function(), arguments);
    return result(tree, tree.DISTINCT() == null ? typing.ofAll() : typing.ofDistinct());
  }

  @Override
  public Operand callOfRows(CallOfRowsContext tree) {
    String name = TextLiteral.name(tree.function.getText());
    if (!name.equalsIgnoreCase("count")) {
      throw Source.of(tree).problem("only count takes *");
    }
    AggregateCall count =
        new AggregateCall(AggregateFunction.COUNT, false, null, PrimitiveType.BIGINT);
    return result(tree, count);
  }

  /** The words of a call, one a line: the same for the same call, however it is spaced. */
  private static String words(ParseTree tree) {
    if (tree.getChildCount() == 0) {
      return tree.getText() + "\n";
    }
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < tree.getChildCount(); i++) {
      words.append(words(tree.getChild(i)));
    }
    return words.toString();
  }

  /** Reads the call's result; a call that is written twice is made once. */
  private Operand result(ParserRuleContext tree, AggregateCall call) {
    Source source = Source.of(tree);
    String text = words(tree);
    int position = texts.indexOf(text);
    if (position < 0) {
      position = texts.size();
      texts.add(text);
      calls.add(call);
    }
    return Operand.column(source, call.type(), position);
  }
}
