package io.tidemark.delta.table;

/**
 * A commit failed at a point where it may or may not have become a version of the table. To find
 * out, open the table anew and compare {@link DeltaTable#txnVersion} with what was to be committed;
 * the message says so too. The commit's data files must not be deleted before that.
 */
public final class CommitOutcomeUnknownException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommitOutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
