package io.tidemark.files;

import io.tidemark.files.archive.PublishedFiles;
import io.tidemark.files.archive.PublishedFiles.Outcome;
import io.tidemark.files.discovery.FileDiscovery;
import io.tidemark.files.discovery.FoundFile;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears the source of files, each once Kafka has all its records. A worker may call {@code commit}
 * on a thread other than the polling one: so files are cleared on whichever comes first, one at a
 * time, and discovery is told on the polling thread.
 */
final class FileClearing {

  private static final Logger LOG = LoggerFactory.getLogger(FileClearing.class);

  /** More are not remembered: they are cleared after the next start. */
  private static final int MAX_FAILED = 100_000;

  private static final int RETRIED_AT_ONCE = 100;

  /** Only of a first one that fails is anything said. */
  private enum Attempt {
    FIRST,
    AGAIN
  }

  private final Deliveries deliveries = new Deliveries();
  private final Deque<FoundFile> failed = new ArrayDeque<>();
  private final Queue<FoundFile> cleared = new ConcurrentLinkedQueue<>();
  private final PublishedFiles published;
  private final Duration retryInterval;
  private final SourceMetrics metrics;
  private final InstantSource clock;

  private boolean isFailing;
  private long retryAt;

  FileClearing(
      PublishedFiles published,
      Duration retryInterval,
      SourceMetrics metrics,
      InstantSource clock) {
    this.published = published;
    this.retryInterval = retryInterval;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** The file has been read to its end, and all its records returned. */
  void add(FileDelivery delivery) {
    deliveries.add(delivery);
  }

  /** Clears what Kafka has. Files at which that failed are tried again, some at a time. */
  synchronized void clearConfirmed() {
    deliveries.takeConfirmed().forEach(delivery -> clear(delivery.found(), Attempt.FIRST));
    if (!failed.isEmpty() && clock.millis() >= retryAt) {
      retryAt = clock.millis() + retryInterval.toMillis();
      for (int i = Math.min(failed.size(), RETRIED_AT_ONCE); i > 0; i--) {
        clear(failed.remove(), Attempt.AGAIN);
      }
    }
  }

  /** Tells discovery which files are gone; on the polling thread. */
  void tell(FileDiscovery discovery) {
    for (FoundFile found = cleared.poll(); found != null; found = cleared.poll()) {
      discovery.gone(found);
    }
  }

  private void clear(FoundFile found, Attempt attempt) {
    try {
      if (published.clear(found) == Outcome.CLEARED) {
        metrics.filesCleared().incrementAndGet();
        cleared.add(found);
      }
      isFailing = false;
    } catch (IOException e) {
      if (attempt == Attempt.FIRST && !isFailing) {
        LOG.warn(
            "{} is published, but can't be archived or deleted; it, and any other, is tried again:"
                + " {}",
            found.file(),
            e.toString());
        metrics.filesFailed().incrementAndGet();
      }
      isFailing = true;
      if (failed.size() < MAX_FAILED) {
        failed.add(found);
      }
    }
  }
}
