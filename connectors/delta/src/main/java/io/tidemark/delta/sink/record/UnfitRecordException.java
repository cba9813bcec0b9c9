package io.tidemark.delta.sink.record;

/**
 * A record that can't become rows of the table; the message is the reason, for a person. Has no
 * stack trace: such records are data, and there may be many of them.
 */
public final class UnfitRecordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String remedy;

  public UnfitRecordException(String reason, String remedy) {
    super(reason, null, false, false);
    this.remedy = remedy;
  }

  /** What to do about it, other than setting the record aside. */
  public String remedy() {
    return remedy;
  }
}
