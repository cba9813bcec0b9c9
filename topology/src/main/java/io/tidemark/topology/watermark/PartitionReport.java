package io.tidemark.topology.watermark;

/**
 * What a task that reads a source partition says of it: travels with its rows, so that it never
 * overtakes a row that it speaks of.
 *
 * @param source index of the source partition among all that lead to the aggregation
 * @param position in the source partition, before which everything is processed
 * @param eventTime the greatest seen, in microseconds since the epoch, or {@link #NO_EVENT_TIME}
 */
public record PartitionReport(int source, long position, long eventTime) {

  /** Before the first event time. */
  public static final long NO_EVENT_TIME = Long.MIN_VALUE;

  public boolean hasEventTime() {
    return eventTime != NO_EVENT_TIME;
  }

  /** The later of both, of one source partition: neither position nor event time goes back. */
  PartitionReport orLater(PartitionReport other) {
    return new PartitionReport(
        source, Math.max(position, other.position), Math.max(eventTime, other.eventTime));
  }
}
