package io.tidemark.delta.table;

/**
 * Others changed the table so that a commit's {@link TableCommit.Basis} is gone. Nothing was
 * committed; who works it out again from the newest version, and commits that, loses nothing.
 */
public final class TableChangedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TableChangedException(String message, Exception cause) {
    super(message, cause);
  }

  TableChangedException(String message) {
    super(message);
  }
}
