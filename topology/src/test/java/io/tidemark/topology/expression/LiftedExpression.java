package io.tidemark.topology.expression;

import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.syntax.SqlBaseVisitor;
import io.tidemark.topology.expression.syntax.SqlParser;
import io.tidemark.topology.expression.syntax.SqlReader;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An expression whose literals have become columns, with the row that holds them.
 *
 * @param sql with {@code c0}, {@code c1}, … in the place of literals
 */
record LiftedExpression(String sql, StructType schema, Row row) {

  static LiftedExpression of(String sql) {
    Literals literals = new Literals();
    literals.visit(SqlReader.expression(sql));
    ExpressionCompiler compiler = new ExpressionCompiler(new StructType(List.of()));
    List<StructField> fields = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    StringBuilder lifted = new StringBuilder();
    int at = 0;
    for (Source literal : literals.found) {
      TypedExpression value = compiler.compile(literal.text());
      lifted.append(sql, at, literal.position()).append("c").append(fields.size());
      fields.add(StructField.of("c" + fields.size(), value.type()));
      values.add(value.evaluator().evaluate(Row.of()));
      at = literal.position() + literal.text().length();
    }
    lifted.append(sql.substring(at));
    return new LiftedExpression(
        lifted.toString(), new StructType(fields), Row.wrap(values.toArray()));
  }

  /** Empty where the language asks for a constant. */
  Optional<TypedExpression> compile(InstantSource clock) {
    try {
      return Optional.of(new ExpressionCompiler(schema, clock).compile(sql));
    } catch (ExpressionException e) {
      return Optional.empty();
    }
  }

  private static final class Literals extends SqlBaseVisitor<Void> {

    private final List<Source> found = new ArrayList<>();

    /** A minus is part of the literal: -9223372036854775808 is a BIGINT, without it it is not. */
    @Override
    public Void visitSigned(SqlParser.SignedContext tree) {
      boolean isLiteral =
          tree.operand() instanceof SqlParser.SingleContext single
              && single.primary() instanceof SqlParser.ConstantContext constant
              && constant.literal() instanceof SqlParser.NumberContext;
      if (!isLiteral) {
        return super.visitSigned(tree);
      }
      found.add(Source.of(tree));
      return null;
    }

    @Override
    public Void visitConstant(SqlParser.ConstantContext tree) {
      boolean hasType =
          !(tree.literal() instanceof SqlParser.NullContext
              || tree.literal() instanceof SqlParser.IntervalTextContext
              || tree.literal() instanceof SqlParser.IntervalUnitsContext);
      if (hasType) {
        found.add(Source.of(tree));
      }
      return null;
    }
  }
}
