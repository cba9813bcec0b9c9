package io.tidemark.delta.sink;

import io.tidemark.delta.sink.record.UnfitRecordException;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.TableChangedException;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.WriterConflictException;
import io.tidemark.row.Failpoint;
import io.tidemark.row.Row;
import io.tidemark.row.RowChange;
import io.tidemark.row.StructField;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task's part of writing topics to a table: micro-batches, each a commit that also says how far
 * each partition has been written. What the log says has been written is never written again. Owned
 * by the task's thread.
 */
final class StreamingWrite {

  private static final Logger LOG = LoggerFactory.getLogger(StreamingWrite.class);

  private final DeltaSinkConfig config;
  private final SinkMetrics metrics;
  private final Clock clock;
  private final TargetTable table;
  private final RecordReading records;
  private final ErrantRecords errants;
  private final TxnLedger ledger;
  private final CommitClock commitClock;
  private final AutoCompaction compaction;
  private @Nullable MicroBatch batch;
  private long batchNumber;

  StreamingWrite(DeltaSinkConfig config, SinkMetrics metrics, ErrantRecords errants, Clock clock) {
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
    this.table = new TargetTable(config);
    this.records = new RecordReading(config, table);
    this.errants = errants;
    this.ledger = new TxnLedger(config.appId());
    this.compaction = new AutoCompaction(config);
    this.commitClock =
        new CommitClock(config.trigger(), config.targetFileSizeBytes(), clock.instant());
  }

  void start() {
    table.open().ifPresent(metrics::opened);
  }

  /** Takes over partitions and returns from which offset each is to be read. */
  Map<TopicPartition, Long> open(Collection<TopicPartition> partitions) {
    ledger.open(partitions, table::txnVersions);
    return ledger.nextOffsets(partitions);
  }

  /** Drops what is not committed, and returns from which offset each partition is to be read. */
  Map<TopicPartition, Long> readAgain() throws IOException {
    abandon();
    return open(ledger.partitions());
  }

  /**
   * Gives up partitions. Rows of theirs that are not committed are dropped, and with them the batch
   * that they are in.
   *
   * @return from which offset each partition that is kept is to be read again; empty when none is
   */
  Map<TopicPartition, Long> close(Collection<TopicPartition> partitions) throws IOException {
    boolean dropped = batch != null && batch.hasAny(partitions);
    if (dropped) {
      abandon();
    }
    ledger.close(partitions);
    return dropped ? ledger.nextOffsets(ledger.partitions()) : Map.of();
  }

  /**
   * Takes records, none when the task has caught up, and commits when it is time.
   *
   * @return when to be called again even if no record comes; empty: no need
   */
  Optional<Duration> put(Collection<SinkRecord> records) throws IOException {
    for (SinkRecord record : records) {
      add(record);
    }
    metrics.waiting(batch == null ? 0 : batch.rows());
    MicroBatch pending = batch;
    if (pending == null || pending.rows() == 0) {
      return Optional.empty();
    }
    CommitClock.Reading reading =
        records.isEmpty() ? CommitClock.Reading.CAUGHT_UP : CommitClock.Reading.MORE;
    Duration untilDue = commitClock.untilDue(pending, reading, clock.instant());
    if (untilDue.isNegative() || untilDue.isZero()) {
      commit();
      return Optional.empty();
    }
    return Optional.of(commitClock.callAgain(untilDue, reading));
  }

  /** Commits what is pending, if there are rows, and returns what the log then has. */
  Map<TopicPartition, Long> flush() throws IOException {
    commit();
    return ledger.written();
  }

  /** Drops what is not committed. */
  void stop() throws IOException {
    try {
      abandon();
    } finally {
      table.close();
    }
  }

  private void add(SinkRecord record) throws IOException {
    TopicPartition partition =
        new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    long logged = ledger.nextOffset(partition);
    long next = batch == null ? logged : batch.nextOffset(partition, logged);
    if (record.originalKafkaOffset() < next) {
      metrics.skipped();
      return;
    }
    Changes changes = changes(record);
    if (batch != null
        && batch.rows() > 0
        && batch.rows() + changes.rows().size() > config.maxRows()) {
      commit();
    }
    if (batch == null) {
      batch = new MicroBatch(table.pendingRows(), clock.instant());
    }
    batch.add(partition, record.originalKafkaOffset(), changes.kind(), changes.rows());
    if (batch.isFull()) {
      commit();
    }
  }

  /** None of a record that doesn't fit, if it can be set aside. */
  private Changes changes(SinkRecord record) throws IOException {
    try {
      RowChange kind = RecordChange.of(record, config.outputMode());
      List<StructField> lacking = records.lacking(record);
      if (!lacking.isEmpty()) {
        commit(); // the rows so far have the columns so far
        abandon();
        table.add(lacking);
      }
      return new Changes(kind, records.rows(record));
    } catch (UnfitRecordException e) {
      errants.report(record, e);
      metrics.setAside();
      return new Changes(RowChange.UPSERT, List.of());
    }
  }

  private record Changes(RowChange kind, List<Row> rows) {}

  private void commit() throws IOException {
    MicroBatch ready = batch;
    if (ready == null || ready.rows() == 0) {
      return;
    }
    errants.await();
    Instant begun = clock.instant();
    TableCommit commit = ready.complete(ledger);
    Failpoint.reached("delta.parquet-written");
    // not to be abandoned from here on, unless it is certain that the log doesn't name its files
    batch = null;
    Committed done = commit(ready, commit);
    Failpoint.reached("delta.committed");
    ready.committed(done.version());
    ledger.committed(ready.nextOffsets());
    metrics.waiting(0);
    report(ready, done, begun);
    compaction.committed(table.opened(), done.changes().adds().size());
  }

  private void report(MicroBatch ready, Committed commit, Instant begun) {
    Instant done = clock.instant();
    commitClock.committed(begun, done);
    metrics.commitTook(Duration.between(begun, done));
    metrics.committed(
        commit.version(),
        ready.rows(),
        commit.changes().adds().stream().mapToLong(DataFile::sizeBytes).sum(),
        done);
    LOG.info(
        "committed table={} version={} batch={} rows={} files={} offsets={} duration={}ms",
        config.tableName(),
        commit.version(),
        batchNumber++,
        ready.rows(),
        commit.changes().adds().size(),
        ready.nextOffsets(),
        Duration.between(begun, done).toMillis());
  }

  private record Committed(long version, TableCommit changes) {}

  /** When others have committed what the commit can't follow, it is worked out again. */
  private Committed commit(MicroBatch ready, TableCommit first) throws IOException {
    TableCommit commit = first;
    while (true) {
      try {
        return new Committed(table.opened().commit(commit), commit);
      } catch (TableChangedException e) {
        LOG.debug("table={}: merging again", config.tableName(), e);
        metrics.commitFailed();
        commit = ready.complete(ledger);
      } catch (WriterConflictException | UserException e) {
        metrics.commitFailed();
        ready.abandon();
        throw e;
      } catch (RuntimeException e) {
        metrics.commitFailed();
        throw e;
      }
    }
  }

  private void abandon() throws IOException {
    if (batch != null) {
      batch.abandon();
      batch = null;
      metrics.waiting(0);
    }
  }
}
