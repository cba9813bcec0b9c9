package io.tidemark.delta.table;

import org.jspecify.annotations.Nullable;

/**
 * Another writer committed under the same txn app id since this one read its progress; nothing of
 * this commit is in the table. The writer must stop, or read its progress again.
 */
public final class WriterConflictException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WriterConflictException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
