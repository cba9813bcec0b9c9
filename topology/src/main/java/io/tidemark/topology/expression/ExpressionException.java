package io.tidemark.topology.expression;

/**
 * A text that is not an expression over the given columns. The message names the part at fault, its
 * position, and the nearest column or function where one may have been meant.
 */
public final class ExpressionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int position;

  public ExpressionException(String message, int position) {
    super(message);
    this.position = position;
  }

  /** 0-based, in characters of the expression's text. */
  public int position() {
    return position;
  }
}
