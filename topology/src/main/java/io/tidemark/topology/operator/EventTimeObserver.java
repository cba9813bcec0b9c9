package io.tidemark.topology.operator;

import io.tidemark.topology.watermark.PartitionReport;

/**
 * Keeps the greatest event time of the rows that pass, in microseconds since the epoch. Rows count
 * once their record has become rows as a whole: those of a record that is set aside don't. Used by
 * one task.
 */
final class EventTimeObserver {

  private final int column;
  private long greatest = PartitionReport.NO_EVENT_TIME;
  private long pending = PartitionReport.NO_EVENT_TIME;

  EventTimeObserver(int column) {
    this.column = column;
  }

  RowConsumer before(RowConsumer next) {
    return row -> {
      Long time = (Long) row.value(column);
      if (time != null) {
        pending = Math.max(pending, time);
      }
      next.accept(row);
    };
  }

  void keep() {
    greatest = Math.max(greatest, pending);
  }

  void forget() {
    pending = greatest;
  }

  /** {@link PartitionReport#NO_EVENT_TIME} before the first row. */
  long greatest() {
    return greatest;
  }
}
