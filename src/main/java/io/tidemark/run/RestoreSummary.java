package io.tidemark.run;

/**
 * How far a table's state has been read again from Kafka, in this process.
 *
 * @param records of the state's changelog that were read so far
 * @param done offsets of the changelog that were gone through; some have no record
 * @param total of them
 */
public record RestoreSummary(String table, long records, long done, long total) {

  /** Whether all of it is there, in the partitions begun so far. */
  public boolean isDone() {
    return done >= total;
  }

  /** Offsets that are still to be gone through. */
  public long left() {
    return total - done;
  }

  /** Of a hundred, rounded down: 100 only when it is done. */
  public int percent() {
    return total == 0 ? 100 : (int) (done * 100 / total);
  }
}
