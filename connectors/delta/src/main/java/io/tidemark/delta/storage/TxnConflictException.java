package io.tidemark.delta.storage;

import java.io.IOException;

/** A version that a commit has not seen carries a txn of an app id that the commit has too. */
public final class TxnConflictException extends IOException {

  private static final long serialVersionUID = 1L;

  TxnConflictException(String message) {
    super(message);
  }
}
