package io.tidemark.files;

import io.tidemark.row.metric.TaskGauges;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.source.SourceTaskContext;

/** What a source counts, since its start. Written by its threads, read by any. */
final class SourceMetrics {

  private final AtomicLong filesProcessed = new AtomicLong();
  private final AtomicLong filesDuplicate = new AtomicLong();
  private final AtomicLong filesNewVersion = new AtomicLong();
  private final AtomicLong filesFailed = new AtomicLong();
  private final AtomicLong filesCleared = new AtomicLong();
  private final AtomicLong filesWaiting = new AtomicLong();
  private final AtomicLong recordsPublished = new AtomicLong();
  private final AtomicLong recordsSetAside = new AtomicLong();
  private final AtomicLong bytesPublished = new AtomicLong();

  private final TaskGauges gauges;

  SourceMetrics(SourceTaskContext context) {
    this.gauges = new TaskGauges(() -> context.pluginMetrics());
    gauges.add("files-processed-total", "Files read to their end", filesProcessed::get);
    gauges.add("files-duplicate-total", "Files whose content was read before", filesDuplicate::get);
    gauges.add(
        "files-new-version-total", "Files read again with new content", filesNewVersion::get);
    gauges.add(
        "files-failed-total",
        "Files and folders that could not be read, archived or deleted",
        filesFailed::get);
    gauges.add("files-cleared-total", "Files archived or deleted", filesCleared::get);
    gauges.add("files-waiting", "Files found and not read yet", filesWaiting::get);
    gauges.add("records-published-total", "Records published", recordsPublished::get);
    gauges.add("records-set-aside-total", "Dead letters written", recordsSetAside::get);
    gauges.add("bytes-published-total", "Bytes of the records published", bytesPublished::get);
    gauges.show();
  }

  /** Shows what the worker doesn't show yet. */
  void show() {
    gauges.show();
  }

  /** A file was read to its end. */
  AtomicLong filesProcessed() {
    return filesProcessed;
  }

  /** A file came again with the same content. */
  AtomicLong filesDuplicate() {
    return filesDuplicate;
  }

  /** A file came again with other content. */
  AtomicLong filesNewVersion() {
    return filesNewVersion;
  }

  /** A file or folder could not be read, or not be archived or deleted. */
  AtomicLong filesFailed() {
    return filesFailed;
  }

  /** A file was archived or deleted. */
  AtomicLong filesCleared() {
    return filesCleared;
  }

  AtomicLong filesWaiting() {
    return filesWaiting;
  }

  AtomicLong recordsPublished() {
    return recordsPublished;
  }

  AtomicLong recordsSetAside() {
    return recordsSetAside;
  }

  AtomicLong bytesPublished() {
    return bytesPublished;
  }
}
