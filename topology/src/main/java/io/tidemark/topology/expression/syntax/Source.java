package io.tidemark.topology.expression.syntax;

import io.tidemark.topology.expression.ExpressionException;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A part of an expression, as the user wrote it.
 *
 * @param position 0-based, in characters of the whole text
 */
public record Source(String text, int position) {

  private static final int SHOWN = 60;

  public static Source of(ParserRuleContext tree) {
    Token start = tree.getStart();
    Token stop = tree.getStop() == null ? start : tree.getStop();
    CharStream input = start.getInputStream();
    int end = Math.max(stop.getStopIndex(), start.getStartIndex());
    return new Source(
        input.getText(Interval.of(start.getStartIndex(), end)), characters(input, start));
  }

  public static Source of(Token token) {
    return new Source(token.getText(), characters(token.getInputStream(), token));
  }

  /** A problem with this part: {@code 'price * name' at position 4: what}. */
  public ExpressionException problem(String what) {
    return new ExpressionException(
        "'%s' at position %d: %s".formatted(shown(text), position, what), position);
  }

  /** The parser counts code points, a user's editor characters. */
  private static int characters(CharStream input, Token token) {
    int start = token.getStartIndex();
    return start <= 0 ? 0 : input.getText(Interval.of(0, start - 1)).length();
  }

  private static String shown(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
  }
}
