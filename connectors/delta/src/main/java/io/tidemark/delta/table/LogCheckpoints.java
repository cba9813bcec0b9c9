package io.tidemark.delta.table;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.internal.DeltaLogImpl;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a log's checkpoints, on a thread of its own: one takes as long as the table has files, and
 * the next commit need not wait for it. (Delta Standalone's own are part of the commit; its
 * configuration turns them off.) One at a time; a checkpoint that is due while another is being
 * written is left out. Thread-safe.
 */
final class LogCheckpoints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogCheckpoints.class);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String DEFAULT_INTERVAL = "10";

  private final TableLocation location;
  private @Nullable Thread writer;

  LogCheckpoints(TableLocation location) {
    this.location = location;
  }

  /** Begins a checkpoint if this version is due for one, and returns at once. */
  void committed(long version, Metadata metadata) {
    long interval =
        Long.parseLong(
            metadata.getConfiguration().getOrDefault("delta.checkpointInterval", DEFAULT_INTERVAL));
    if (version > 0 && version % interval == 0) {
      begin(version);
    }
  }

  /** Waits for the checkpoint that is being written, for some seconds at most. */
  @Override
  public void close() {
    Thread running = writer();
    if (running != null) {
      try {
        running.join(PATIENCE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the checkpoint is lost, and with it nothing else
      }
    }
  }

  private synchronized @Nullable Thread writer() {
    return writer;
  }

  private synchronized void begin(long version) {
    if (writer == null || !writer.isAlive()) {
      Thread next = new Thread(() -> write(version), "delta-checkpoint " + location.text());
      next.setDaemon(true);
      next.start();
      writer = next;
    }
  }

  private void write(long dueAt) {
    long begun = System.nanoTime();
    try {
      Configuration configuration = location.configuration();
      configuration.setBoolean(TableLocation.CHECKPOINTING, true);
      DeltaLogImpl log = (DeltaLogImpl) DeltaLog.forTable(configuration, location.root());
      log.checkpoint();
      LOG.debug(
          "checkpoint table={} version={} duration={}ms",
          location,
          log.snapshot().version(),
          Duration.ofNanos(System.nanoTime() - begun).toMillis());
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      // the table is whole without it, and the next one is due soon; but reading gets slower
      LOG.warn("table={} version={} could not be followed by a checkpoint", location, dueAt, e);
    }
  }
}
