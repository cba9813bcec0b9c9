package io.tidemark.topology.expression.compile;

import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operator.Comparison;
import io.tidemark.topology.expression.operator.Logic;
import io.tidemark.topology.expression.operator.Matching;
import io.tidemark.topology.expression.operator.Membership;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.syntax.SqlBaseVisitor;
import io.tidemark.topology.expression.syntax.SqlParser;
import io.tidemark.topology.expression.syntax.TextLiteral;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Types what follows a subject: BETWEEN, IN, LIKE, IS. */
final class TestTyper extends SqlBaseVisitor<Operand> {

  private static final char DEFAULT_ESCAPE = '\\';

  private final Typer typer;
  private final Source source;
  private final Operand subject;

  TestTyper(Typer typer, Source source, Operand subject) {
    this.typer = typer;
    this.source = source;
    this.subject = subject;
  }

  @Override
  public Operand visitBetween(SqlParser.BetweenContext tree) {
    Operand low = typer.visit(tree.low);
    Operand high = typer.visit(tree.high);
    return negated(tree.NOT(), Comparison.between(source, subject, low, high));
  }

  @Override
  public Operand visitInList(SqlParser.InListContext tree) {
    List<Operand> candidates = tree.expression().stream().map(typer::visit).toList();
    return negated(tree.NOT(), Membership.of(source, subject, candidates));
  }

  @Override
  public Operand visitLike(SqlParser.LikeContext tree) {
    Operand pattern = typer.visit(tree.pattern);
    char escape = escape(tree.escape);
    Operand matched =
        tree.op.getType() == SqlParser.LIKE
            ? Matching.like(source, subject, pattern, escape)
            : Matching.ilike(source, subject, pattern, escape);
    return negated(tree.NOT(), matched);
  }

  @Override
  public Operand visitRlike(SqlParser.RlikeContext tree) {
    return negated(tree.NOT(), Matching.rlike(source, subject, typer.visit(tree.pattern)));
  }

  @Override
  public Operand visitIsNull(SqlParser.IsNullContext tree) {
    return tree.NOT() == null ? Logic.isNull(source, subject) : Logic.isNotNull(source, subject);
  }

  @Override
  public Operand visitIsTruth(SqlParser.IsTruthContext tree) {
    boolean truth = tree.truth.getType() == SqlParser.TRUE;
    return negated(tree.NOT(), Logic.is(source, subject, truth));
  }

  @Override
  public Operand visitIsDistinct(SqlParser.IsDistinctContext tree) {
    Operand same = Comparison.notDistinct(source, subject, typer.visit(tree.right));
    return tree.NOT() == null ? Logic.not(source, same) : same;
  }

  private Operand negated(@Nullable TerminalNode not, Operand test) {
    return not == null ? test : Logic.not(source, test);
  }

  private static char escape(@Nullable Token token) {
    if (token == null) {
      return DEFAULT_ESCAPE;
    }
    String escape = TextLiteral.value(token.getText());
    if (escape.length() != 1) {
      throw Source.of(token).problem("ESCAPE takes one character");
    }
    return escape.charAt(0);
  }
}
