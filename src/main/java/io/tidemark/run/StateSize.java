package io.tidemark.run;

/**
 * What a table keeps between batches, as RocksDB estimates it.
 *
 * @param entries keys, those of single values of a distinct count too
 * @param sizeBytes on disk and in memory
 */
public record StateSize(long entries, long sizeBytes) {

  /** A table without state, or none in this process. */
  public static final StateSize NONE = new StateSize(0, 0);

  StateSize plus(StateSize other) {
    return new StateSize(entries + other.entries, sizeBytes + other.sizeBytes);
  }
}
