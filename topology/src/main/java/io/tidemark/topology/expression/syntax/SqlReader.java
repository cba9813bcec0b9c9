package io.tidemark.topology.expression.syntax;

import java.util.function.Function;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;

/** Parses texts by the grammar; the first error of a text ends it. */
public final class SqlReader {

  private SqlReader() {}

  /**
   * The tree of an expression.
   *
   * @throws io.tidemark.topology.expression.ExpressionException if the text is not one
   */
  public static SqlParser.ExpressionContext expression(String sql) {
    return read(sql, SqlParser::expressionOnly).expression();
  }

  /**
   * The tree of an item of a select list.
   *
   * @throws io.tidemark.topology.expression.ExpressionException if the text is not an item of a
   *     select list
   */
  public static SqlParser.SelectItemContext selectItem(String sql) {
    return read(sql, SqlParser::selectItem);
  }

  private static <T> T read(String sql, Function<SqlParser, T> rule) {
    SqlLexer lexer = new SqlLexer(CharStreams.fromString(sql));
    SqlParser parser = new SqlParser(new CommonTokenStream(lexer));
    SyntaxErrors errors = new SyntaxErrors(sql);
    lexer.removeErrorListeners();
    lexer.addErrorListener(errors);
    parser.removeErrorListeners();
    parser.addErrorListener(errors);
    return rule.apply(parser);
  }
}
