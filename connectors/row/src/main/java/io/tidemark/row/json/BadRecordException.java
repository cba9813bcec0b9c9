package io.tidemark.row.json;

/**
 * A record that can't become a row; the message is the reason, for a person. Has no stack trace:
 * bad records are data, and there may be many of them.
 */
public final class BadRecordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadRecordException(String reason) {
    super(reason, null, false, false);
  }
}
