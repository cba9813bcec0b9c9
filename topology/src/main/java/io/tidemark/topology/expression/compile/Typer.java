package io.tidemark.topology.expression.compile;

import io.tidemark.topology.expression.cast.Coercion;
import io.tidemark.topology.expression.cast.OnFailure;
import io.tidemark.topology.expression.function.Call;
import io.tidemark.topology.expression.function.Functions;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operator.Access;
import io.tidemark.topology.expression.operator.Arithmetic;
import io.tidemark.topology.expression.operator.ArithmeticSign;
import io.tidemark.topology.expression.operator.Branching;
import io.tidemark.topology.expression.operator.Comparison;
import io.tidemark.topology.expression.operator.Logic;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.syntax.SqlBaseVisitor;
import io.tidemark.topology.expression.syntax.SqlParser;
import io.tidemark.topology.expression.syntax.SqlParser.BranchContext;
import io.tidemark.topology.expression.syntax.SqlParser.ExpressionContext;
import io.tidemark.topology.expression.syntax.TextLiteral;
import io.tidemark.topology.expression.type.Types;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Walks a syntax tree and makes an operand of each of its nodes, from the leaves up. */
final class Typer extends SqlBaseVisitor<Operand> {

  private final Scope scope;

  Typer(Scope scope) {
    this.scope = scope;
  }

  @Override
  public Operand visitNot(SqlParser.NotContext tree) {
    return Logic.not(Source.of(tree), visit(tree.expression()));
  }

  @Override
  public Operand visitAnd(SqlParser.AndContext tree) {
    return Logic.and(Source.of(tree), visit(tree.left), visit(tree.right));
  }

  @Override
  public Operand visitOr(SqlParser.OrContext tree) {
    return Logic.or(Source.of(tree), visit(tree.left), visit(tree.right));
  }

  @Override
  public Operand visitTested(SqlParser.TestedContext tree) {
    Operand subject = visit(tree.operand());
    return tree.test() == null
        ? subject
        : tree.test().accept(new TestTyper(this, Source.of(tree), subject));
  }

  @Override
  public Operand visitSigned(SqlParser.SignedContext tree) {
    Source source = Source.of(tree);
    if (tree.op.getText().equals("+")) {
      Operand operand = visit(tree.operand());
      return Types.isInterval(operand.type())
          ? operand
          : Arithmetic.number(source, "add a sign to", operand);
    }
    Operand literal = Literals.negative(source, tree.operand());
    return literal == null ? Arithmetic.negated(source, visit(tree.operand())) : literal;
  }

  @Override
  public Operand visitArithmetic(SqlParser.ArithmeticContext tree) {
    Source source = Source.of(tree);
    Operand left = visit(tree.left);
    Operand right = visit(tree.right);
    if (tree.op.getText().equals("||")) {
      return concatenation(source, left, right);
    }
    return Arithmetic.of(source, ArithmeticSign.of(tree.op.getText()), left, right);
  }

  @Override
  public Operand visitComparison(SqlParser.ComparisonContext tree) {
    Source source = Source.of(tree);
    Operand left = visit(tree.left);
    Operand right = visit(tree.right);
    return tree.op.getText().equals("<=>")
        ? Comparison.notDistinct(source, left, right)
        : Comparison.of(source, tree.op.getText(), left, right);
  }

  @Override
  public Operand visitConstant(SqlParser.ConstantContext tree) {
    return tree.literal().accept(Literals.READER);
  }

  @Override
  public Operand visitSearchedCase(SqlParser.SearchedCaseContext tree) {
    List<Operand> conditions = tree.branch().stream().map(b -> visit(b.condition)).toList();
    return Branching.of(Source.of(tree), conditions, results(tree.branch(), tree, tree.otherwise));
  }

  @Override
  public Operand visitSimpleCase(SqlParser.SimpleCaseContext tree) {
    Operand subject = visit(tree.subject);
    List<Operand> conditions = new ArrayList<>();
    for (BranchContext branch : tree.branch()) {
      Source source = Source.of(branch);
      conditions.add(Comparison.of(source, "=", subject, visit(branch.condition)));
    }
    return Branching.of(Source.of(tree), conditions, results(tree.branch(), tree, tree.otherwise));
  }

  @Override
  public Operand visitCast(SqlParser.CastContext tree) {
    OnFailure onFailure =
        tree.op.getType() == SqlParser.TRY_CAST ? OnFailure.NULL : OnFailure.BAD_VALUE;
    return cast(tree, visit(tree.expression()), tree.type(), onFailure);
  }

  @Override
  public Operand visitCastOperator(SqlParser.CastOperatorContext tree) {
    return cast(tree, visit(tree.primary()), tree.type(), OnFailure.BAD_VALUE);
  }

  @Override
  public Operand visitCall(SqlParser.CallContext tree) {
    return scope.call(tree);
  }

  @Override
  public Operand visitCallOfRows(SqlParser.CallOfRowsContext tree) {
    return scope.callOfRows(tree);
  }

  @Override
  public Operand visitFieldAccess(SqlParser.FieldAccessContext tree) {
    String name = TextLiteral.name(tree.field().getText());
    return Access.field(Source.of(tree), visit(tree.primary()), name);
  }

  @Override
  public Operand visitElementAccess(SqlParser.ElementAccessContext tree) {
    return Access.element(Source.of(tree), visit(tree.primary()), visit(tree.expression()));
  }

  @Override
  public Operand visitColumn(SqlParser.ColumnContext tree) {
    return scope.column(Source.of(tree), TextLiteral.name(tree.name().getText()));
  }

  @Override
  public Operand visitParenthesized(SqlParser.ParenthesizedContext tree) {
    return visit(tree.expression()).at(Source.of(tree));
  }

  /** Needs no clock: the function called reads none. */
  private static Operand concatenation(Source source, Operand left, Operand right) {
    Call call = new Call(source, "concat", List.of(left, right), InstantSource.system());
    return Functions.find("concat").orElseThrow().bind(call);
  }

  private Operand cast(
      ParserRuleContext tree, Operand value, SqlParser.TypeContext type, OnFailure onFailure) {
    Operand located = value.at(Source.of(tree));
    return Coercion.cast(located, Literals.type(type), onFailure);
  }

  /** One result for each branch, and what it is otherwise: null if nothing is said. */
  private List<Operand> results(
      List<BranchContext> branches, ParserRuleContext tree, @Nullable ExpressionContext otherwise) {
    List<Operand> results = new ArrayList<>();
    branches.forEach(branch -> results.add(visit(branch.result)));
    results.add(
        otherwise == null ? Operand.constant(Source.of(tree), Types.NULL, null) : visit(otherwise));
    return results;
  }
}
