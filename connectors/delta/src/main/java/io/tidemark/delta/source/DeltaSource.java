package io.tidemark.delta.source;

import io.tidemark.delta.source.TableCursor.Range;
import io.tidemark.delta.source.TableStream.Stored;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableSnapshot;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Delta table that is published: finds where to begin, and waits for what comes. {@link #poll} is
 * for one thread; {@link #stop} may come from any, ends a wait and returns when a poll that reads
 * has ended.
 */
final class DeltaSource {

  private static final Logger LOG = LoggerFactory.getLogger(DeltaSource.class);

  private final DeltaSourceConfig config;
  private final SourceMetrics metrics;
  private final Optional<SourceOffset> offset;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable TableStream stream;
  private boolean isAwaited;

  private DeltaSource(
      DeltaSourceConfig config, SourceMetrics metrics, Optional<SourceOffset> offset) {
    this.config = config;
    this.metrics = metrics;
    this.offset = offset;
  }

  /**
   * Opens the table. One that isn't there yet is waited for, unless the source is bounded.
   *
   * @throws UserException if it can't be read from where it was left or is to begin
   */
  static DeltaSource start(
      DeltaSourceConfig config, OffsetStorageReader offsets, SourceMetrics metrics) {
    Map<String, Object> stored = offsets.offset(SourceOffset.partition(config));
    DeltaSource source =
        new DeltaSource(config, metrics, Optional.ofNullable(stored).map(SourceOffset::fromMap));
    source.stream();
    return source;
  }

  /**
   * What goes into one Kafka transaction. Null when there is nothing new: when bounded, for good;
   * else after a wait.
   */
  @Nullable List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> records = read();
    if (!records.isEmpty()) {
      return records;
    }
    if (!config.isBounded()) {
      stopped.await(config.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
    }
    return null;
  }

  void stop() {
    stopped.countDown();
    close();
  }

  private synchronized void close() {
    if (stream != null) {
      stream.close();
    }
  }

  private synchronized List<SourceRecord> read() {
    if (stopped.getCount() == 0) {
      return List.of();
    }
    TableStream open = stream();
    return open == null ? List.of() : open.next();
  }

  /** Null when the table isn't there yet. */
  private synchronized @Nullable TableStream stream() {
    if (stream == null && isThere()) {
      stream = open();
    }
    return stream;
  }

  private boolean isThere() {
    if (config.isBounded() || offset.isPresent() || DeltaTable.exists(config.path())) {
      return true; // if not, opening it says so
    }
    if (!isAwaited) {
      LOG.warn(
          "source={} table={}: there is no Delta table yet; waiting for it",
          config.sourceName(),
          config.path());
      isAwaited = true;
    }
    return false;
  }

  private TableStream open() {
    DeltaTable table = DeltaTable.open(config.path());
    TableSnapshot newest = table.snapshot();
    FollowedTable followed = new FollowedTable(table, newest);
    offset.ifPresent(followed::requireSame);
    Position first =
        offset.map(SourceOffset::position).orElseGet(() -> beginning(newest.version()));
    LOG.info(
        "source={} table={} version={}: reading on from {}",
        config.sourceName(),
        config.path(),
        newest.version(),
        first);
    TableCursor cursor =
        new TableCursor(
            followed,
            StreamColumns.of(config.path(), config.tableSchema(), newest),
            new CommitRules(config.path(), config.removedRows()),
            new Range(first, config.isBounded() ? newest.version() : Range.NO_END));
    Stored stored = new Stored(newest.tableId(), offset.map(SourceOffset::position).orElse(null));
    return new TableStream(cursor, config, metrics, stored);
  }

  private Position beginning(long newest) {
    StartingVersion start = config.startingVersion();
    if (start instanceof StartingVersion.Earliest) {
      return Position.snapshot(newest);
    } else if (start instanceof StartingVersion.Version version) {
      if (version.number() > newest + 1) {
        throw new UserException(
            new Problem(
                config.path(),
                "starting.version is %d, and the table is at version %d"
                    .formatted(version.number(), newest),
                "name a version up to %d, earliest or latest".formatted(newest + 1)));
      }
      return Position.commit(version.number());
    }
    return Position.commit(newest + 1);
  }
}
