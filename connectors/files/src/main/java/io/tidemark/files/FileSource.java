package io.tidemark.files;

import io.tidemark.files.Forgetting.Known;
import io.tidemark.files.discovery.FileDiscovery;
import io.tidemark.files.discovery.SourcePath;
import io.tidemark.files.ledger.FileLedger;
import io.tidemark.files.ledger.FileLedger.Folders;
import io.tidemark.files.read.FileChangedException;
import io.tidemark.files.read.FileReader;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns files into batches. One thread polls; {@link #stop} may come from any. */
final class FileSource {

  private static final Logger LOG = LoggerFactory.getLogger(FileSource.class);

  /** How long a poll waits for files before it returns to its host. */
  private static final Duration POLL_AT_MOST = Duration.ofMillis(500);

  private final boolean isBounded;
  private final String topic;
  private final BatchLimits limits;
  private final FileDiscovery discovery;
  private final FileOpener opener;
  private final BatchFiller filler;
  private final FileOutcomes outcomes;
  private final FileClearing clearing;
  private final SourceMetrics metrics;
  private final Forgetting forgetting;

  /** Held while {@link #current} is in use. */
  private final ReentrantLock polling = new ReentrantLock();

  private @Nullable OpenFile current;
  private boolean toldTheEnd;
  private volatile boolean stopping;

  private FileSource(
      JsonFileSourceConfig config, Surroundings surroundings, FileDiscovery discovery) {
    SourceMetrics counted = surroundings.metrics();
    FileReader reader = new FileReader(config.layout(), config.maxRecordBytes(), this::isStopping);
    long different = config.paths().stream().map(SourcePath::folder).distinct().count();
    Folders folders = different == 1 ? Folders.ONE : Folders.SEVERAL;
    FileLedger ledger = new FileLedger(config.sourceName(), folders, surroundings.offsets());
    this.isBounded = config.isBounded();
    this.topic = config.topic();
    this.limits = config.limits();
    this.metrics = counted;
    this.discovery = discovery;
    this.clearing =
        new FileClearing(
            config.publishedFiles(), config.pollInterval(), counted, surroundings.clock());
    this.outcomes = new FileOutcomes(discovery, clearing, counted, isBounded);
    this.opener = new FileOpener(discovery, ledger, reader, outcomes);
    this.filler =
        new BatchFiller(new RecordMaker(config), ledger, config.badRecords(), surroundings.clock());
    this.forgetting =
        new Forgetting(
            config.remembered(),
            Known.of(surroundings.offsets(), ledger, discovery),
            surroundings.clock());
  }

  /** What a source is given by its host. */
  record Surroundings(OffsetStorageReader offsets, SourceMetrics metrics, InstantSource clock) {}

  /**
   * Lists what there is to read.
   *
   * @throws UserException when bounded and a path is not there
   */
  static FileSource start(JsonFileSourceConfig config, Surroundings surroundings) {
    FileDiscovery discovery =
        FileDiscovery.start(
            config.discovery(), surroundings.clock(), surroundings.metrics().filesFailed());
    LOG.info(
        "source={} path={} mode={}: {} files found",
        config.sourceName(),
        config.paths().stream().map(SourcePath::text).toList(),
        config.isBounded() ? "bounded" : "watching",
        discovery.waiting());
    return new FileSource(config, surroundings, discovery);
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

  /** Clears the source of what Kafka has by now. */
  void committed() {
    clearing.clearConfirmed();
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
    clear();
    while (!stopping) {
      Batch batch = new Batch(limits);
      fill(batch);
      handOver(batch);
      batch.addAll(forgetting.next());
      if (!batch.isEmpty()) {
        return batch.records();
      }
      clear();
      if (forgetting.isUnderWay()) {
        continue;
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

  private void clear() {
    clearing.clearConfirmed();
    clearing.tell(discovery);
    countWaiting();
  }

  private void countWaiting() {
    int open = current == null ? 0 : 1;
    metrics.filesWaiting().set((long) discovery.waiting() + opener.waiting() + open);
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
        outcomes.read(file.reading().found());
      } else {
        isThrough = false;
      }
    } catch (InterruptedIOException e) {
      batch.rollBack(mark);
      throw e;
    } catch (FileChangedException e) {
      batch.rollBack(mark);
      outcomes.changed(file.reading().found(), file.returned(), e);
      if (e.change() == FileChangedException.Change.DELETED && file.returned().records() > 0) {
        filler.tellPartlyPublished(batch, file, e.getMessage());
      }
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

  /** From here on the batch is the host's, and its files are cleared once that has it in Kafka. */
  private void handOver(Batch batch) {
    for (SourceRecord record : batch.records()) {
      ((FileRecord) record).delivery().returned();
      if (record.topic().equals(topic)) {
        metrics.recordsPublished().incrementAndGet();
        metrics.bytesPublished().addAndGet(((byte[]) record.value()).length);
      } else {
        metrics.recordsSetAside().incrementAndGet();
      }
    }
    metrics.filesProcessed().addAndGet(batch.ended().size());
    countWaiting();
    batch.ended().forEach(clearing::add);
  }

  private void closeCurrent() {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
