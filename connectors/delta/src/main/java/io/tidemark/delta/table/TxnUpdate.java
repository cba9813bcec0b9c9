package io.tidemark.delta.table;

import static java.util.Objects.requireNonNull;

/**
 * A writer's progress, committed with its rows: a {@code txn} action of the log.
 *
 * @param appId whose progress
 * @param expected the version that the log must still have for it, {@link #NONE} for none; if it
 *     has another, another writer is at work under this id, and the commit is refused
 * @param version the version that it then has
 */
public record TxnUpdate(String appId, long expected, long version) {

  /** The version of an id that the log doesn't know. */
  public static final long NONE = -1;

  public TxnUpdate {
    requireNonNull(appId, "appId");
    if (version <= expected) {
      throw new IllegalArgumentException(
          "txn %s would go from %d to %d".formatted(appId, expected, version));
    }
  }
}
