package io.tidemark.topology.expression.syntax;

import io.tidemark.topology.expression.ExpressionException;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.Vocabulary;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Turns the parser's first error into ours: what stands there, what may stand there, a remedy. */
final class SyntaxErrors extends BaseErrorListener {

  /** More alternatives than this help nobody. */
  private static final int SHOWN_ALTERNATIVES = 3;

  private final String sql;

  SyntaxErrors(String sql) {
    this.sql = sql;
  }

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      @Nullable Object symbol,
      int line,
      int column,
      String message,
      @Nullable RecognitionException cause) {
    if (!(symbol instanceof Token token) || !(recognizer instanceof Parser parser)) {
      throw new ExpressionException(message, column);
    }
    if (token.getType() == Token.EOF) {
      throw atEnd(expected(parser));
    }
    Source source = Source.of(token);
    throw source.problem(found(token, parser) + expected(parser));
  }

  private ExpressionException atEnd(String expected) {
    String what =
        sql.isBlank() ? "the expression is empty" : "'" + sql.strip() + "' ends too early";
    return new ExpressionException(what + expected, sql.length());
  }

  private static String found(Token token, Parser parser) {
    String text = token.getText();
    if (text.equals("'") || text.equals("\"") || text.equals("`")) {
      return "this quote is never closed";
    }
    if (isReserved(token, parser.getVocabulary())) {
      return "'%s' is a word of the language here; write `%s` if it is a column"
          .formatted(text, text);
    }
    return "not expected here";
  }

  private static boolean isReserved(Token token, Vocabulary vocabulary) {
    return token.getText().equalsIgnoreCase(vocabulary.getSymbolicName(token.getType()));
  }

  private static String expected(Parser parser) {
    IntervalSet types = new IntervalSet(parser.getExpectedTokens());
    types.remove(Token.EOF);
    if (types.size() == 0 || types.size() > SHOWN_ALTERNATIVES) {
      return "";
    }
    List<String> names =
        types.toList().stream().map(parser.getVocabulary()::getDisplayName).toList();
    return "; expected " + String.join(" or ", names);
  }
}
