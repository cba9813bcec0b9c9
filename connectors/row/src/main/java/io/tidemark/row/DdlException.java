package io.tidemark.row;

/** A text that is not Spark DDL; the message says what is wrong and ends with the position. */
public final class DdlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int position;

  DdlException(int position, String message) {
    super(message + " (at position " + position + ")");
    this.position = position;
  }

  /** 0-based, in characters of the DDL text. */
  public int position() {
    return position;
  }
}
