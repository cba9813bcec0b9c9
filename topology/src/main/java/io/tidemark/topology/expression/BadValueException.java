package io.tidemark.topology.expression;

/**
 * A row holds a value that an expression can't take, so its record is a bad record. Without a stack
 * trace: it is thrown once per bad record and tells about data, not about code.
 */
public final class BadValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadValueException(String reason) {
    super(reason, null, false, false);
  }

  /** What is wrong, with the value, for a person: {@code 'abc' is not an INT}. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
