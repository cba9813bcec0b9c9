package io.tidemark.files;

import io.tidemark.files.discovery.FileDiscovery;
import io.tidemark.files.ledger.FileLedger;
import io.tidemark.files.ledger.FileLedger.Folders;
import io.tidemark.files.read.FileChangedException;
import io.tidemark.files.read.FileReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** Turns files into batches. One thread polls; {@link #stop} may come from any. */
final class FileSource {

  /** How long a poll waits for files before it returns to its host. */
  private static final Duration POLL_AT_MOST = Duration.ofMillis(500);

  private final boolean isBounded;
  private final BatchLimits limits;
  private final FileDiscovery discovery;
  private final FileOpener opener;
  private final BatchFiller filler;
  private final FileOutcomes outcomes;

  /** Held while {@link #current} is in use. */
  private final ReentrantLock polling = new ReentrantLock();

  private @Nullable OpenFile current;
  private boolean toldTheEnd;
  private volatile boolean stopping;

  private FileSource(
      JsonFileSourceConfig config, OffsetStorageReader offsets, FileDiscovery discovery) {
    FileReader reader = new FileReader(config.layout(), config.maxRecordBytes(), this::isStopping);
    Folders folders = config.paths().size() == 1 ? Folders.ONE : Folders.SEVERAL;
    FileLedger ledger = new FileLedger(config.sourceName(), folders, offsets);
    this.isBounded = config.isBounded();
    this.limits = config.limits();
    this.discovery = discovery;
    this.outcomes = new FileOutcomes(discovery, config.isBounded());
    this.opener = new FileOpener(discovery, ledger, reader, outcomes);
    this.filler = new BatchFiller(new RecordMaker(config), ledger, config.badRecords());
  }

  /** Lists what there is to read. */
  static FileSource start(
      JsonFileSourceConfig config, OffsetStorageReader offsets, InstantSource clock) {
    return new FileSource(config, offsets, FileDiscovery.start(config.discovery(), clock));
  }

  /**
   * The next batch. Null when there is nothing for a while; when bounded, not before everything has
   * been returned.
   */
  @Nullable List<SourceRecord> poll() throws InterruptedException {
    polling.lock();
    try {
      return nextBatch();
    } finally {
      closeIfStopping();
      polling.unlock();
    }
  }

  /** Ends a poll that is under way, soon, and lets go of all files. */
  void stop() throws IOException {
    stopping = true;
    discovery.close();
    if (polling.tryLock()) {
      try {
        closeIfStopping();
      } finally {
        polling.unlock();
      }
    }
  }

  private @Nullable List<SourceRecord> nextBatch() throws InterruptedException {
    long begun = System.nanoTime();
    while (!stopping) {
      Batch batch = new Batch(limits);
      fill(batch);
      if (!batch.isEmpty()) {
        return returned(batch);
      }
      if (isAtEnd() && !toldTheEnd) {
        toldTheEnd = true;
        return null;
      }
      Duration left = POLL_AT_MOST.minusNanos(System.nanoTime() - begun);
      if (left.isNegative() && (!isBounded || toldTheEnd)) {
        return null;
      }
      discovery.await(left.isNegative() ? POLL_AT_MOST : left);
    }
    return null;
  }

  private boolean isStopping() {
    return stopping;
  }

  private boolean isAtEnd() {
    return discovery.isExhausted() && opener.waiting() == 0 && current == null;
  }

  private void fill(Batch batch) throws InterruptedException {
    try {
      while (!batch.isFull()) {
        OpenFile file = current == null ? opener.next() : current;
        if (file == null) {
          return;
        }
        current = file;
        batch.beginFile();
        fill(batch, file);
      }
    } catch (InterruptedIOException e) {
      // stopping: what was read of the current file is dropped, the others are complete
    }
  }

  private void fill(Batch batch, OpenFile file) throws InterruptedIOException {
    Batch.Mark mark = batch.mark();
    boolean isThrough = true;
    try {
      if (filler.fill(batch, file)) {
        batch.end(file.delivery());
        outcomes.ended(file.reading().found());
      } else {
        isThrough = false;
      }
    } catch (InterruptedIOException e) {
      batch.rollBack(mark);
      throw e;
    } catch (FileChangedException e) {
      batch.rollBack(mark);
      outcomes.changed(file.reading().found(), file.returned(), e);
    } catch (IOException e) {
      batch.rollBack(mark);
      outcomes.unreadable(file.reading().found(), e);
    }
    if (isThrough) {
      closeCurrent();
    }
  }

  private void closeIfStopping() {
    if (stopping) {
      closeCurrent();
    }
  }

  private List<SourceRecord> returned(Batch batch) {
    batch.records().forEach(record -> ((FileRecord) record).delivery().returned());
    return batch.records();
  }

  private void closeCurrent() {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
