package io.tidemark.row;

/** A text that is not Spark DDL; the message has the position and what was expected there. */
public final class DdlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int position;

  DdlException(int position, String message) {
    super(message);
    this.position = position;
  }

  /** 0-based, in characters of the DDL text. */
  public int position() {
    return position;
  }
}
