package io.tidemark.delta.source;

import io.tidemark.delta.source.Position.Phase;
import io.tidemark.row.metric.TaskGauges;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.source.SourceTaskContext;

/** What a task has read since it started. Written by its thread, read by any. */
final class SourceMetrics {

  private final AtomicLong files = new AtomicLong();
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong tableVersion = new AtomicLong(-1);
  private final AtomicLong versionsWaiting = new AtomicLong();

  private final TaskGauges gauges;

  SourceMetrics(SourceTaskContext context) {
    this.gauges = new TaskGauges(() -> context.pluginMetrics());
    gauges.add("files-processed-total", "Data files read to their end", files::get);
    gauges.add("records-published-total", "Records with rows", records::get);
    gauges.add("rows-published-total", "Rows in them", rows::get);
    gauges.add("bytes-published-total", "Bytes of their values", bytes::get);
    gauges.add(
        "table-version",
        "The last version of the table that was read whole; -1: none",
        tableVersion::get);
    gauges.add(
        "versions-waiting",
        "Versions that the table has and that were not read whole",
        versionsWaiting::get);
    gauges.show();
  }

  /** Shows what the worker doesn't show yet. */
  void show() {
    gauges.show();
  }

  void published(int rowCount, int valueBytes) {
    records.incrementAndGet();
    rows.addAndGet(rowCount);
    bytes.addAndGet(valueBytes);
  }

  void fileRead() {
    files.incrementAndGet();
  }

  /**
   * @param next where the task will read on
   * @param newest the version that the table has
   */
  void reached(Position next, long newest) {
    tableVersion.set(next.phase() == Phase.SNAPSHOT ? -1 : next.version() - 1);
    versionsWaiting.set(Math.max(0, newest - next.version() + 1));
  }
}
