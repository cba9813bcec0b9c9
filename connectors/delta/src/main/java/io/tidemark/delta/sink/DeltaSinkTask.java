package io.tidemark.delta.sink;

import io.tidemark.delta.table.CommitOutcomeUnknownException;
import io.tidemark.delta.table.WriterConflictException;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.Setbacks;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records to a Delta table, each exactly once. An adapter: see {@link StreamingWrite}.
 *
 * <p>For the host: {@code start()} opens the table and loads what a commit needs, without a broker.
 * {@code open()} asks to be read from where the table's log stands. {@code put()} with no records
 * means that all has been read; the task asks for it by {@code context.timeout()} when rows wait.
 * {@code preCommit()} commits what waits and returns the offsets that the log has; both may ask to
 * be read from where the log stands, when another writer has been at work. {@code close()} and
 * {@code stop()} drop what isn't committed.
 */
public final class DeltaSinkTask extends SinkTask {

  private static final Logger LOG = LoggerFactory.getLogger(DeltaSinkTask.class);

  /** Longer than a member of a group takes to hear that it is none any more. */
  private static final Duration DOUBT = Duration.ofSeconds(4);

  /** Partitions move now and then; that they move all the time is somebody's mistake. */
  private static final int MOST_CONFLICTS = 5;

  private static final Duration CONFLICTS_WINDOW = Duration.ofMinutes(5);

  private final Clock clock;
  private final Duration doubt;
  private final Setbacks conflicts;
  private @Nullable StreamingWrite write;
  private boolean isToReadAgain;
  private @Nullable SinkMetrics metrics;
  private String tableName = "";

  public DeltaSinkTask() {
    this(Clock.systemUTC(), DOUBT);
  }

  /**
   * @param doubt how long to wait when another writer was at work
   */
  DeltaSinkTask(Clock clock, Duration doubt) {
    this.clock = clock;
    this.doubt = doubt;
    this.conflicts = new Setbacks(MOST_CONFLICTS, CONFLICTS_WINDOW, clock);
  }

  @Override
  public void start(Map<String, String> props) {
    translating(
        () -> {
          DeltaSinkConfig config = new DeltaSinkConfig(props);
          tableName = config.tableName();
          SinkMetrics counted = new SinkMetrics(context);
          metrics = counted;
          ErrantRecords errants = new ErrantRecords(context.errantRecordReporter());
          StreamingWrite opened = new StreamingWrite(config, counted, errants, clock);
          opened.start();
          write = opened;
          return opened;
        });
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    context.offset(translating(() -> started().open(partitions)));
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    if (metrics != null) {
      metrics.show();
    }
    if (isToReadAgain) {
      context.offset(translating(() -> started().readAgain()));
      isToReadAgain = false;
      return; // what is not in the log comes again
    }
    Optional<Duration> callAgain = unlessInConflict(() -> started().put(records), Optional.empty());
    callAgain.ifPresent(wait -> context.timeout(Math.max(1, wait.toMillis())));
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    Map<TopicPartition, Long> written = unlessInConflict(() -> started().flush(), Map.of());
    return written.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> new OffsetAndMetadata(e.getValue())));
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> again = translating(() -> started().close(partitions));
    if (!again.isEmpty()) {
      context.offset(again);
    }
  }

  @Override
  public void stop() {
    StreamingWrite running = write;
    write = null;
    if (running != null) {
      translating(
          () -> {
            running.stop();
            return running;
          });
    }
  }

  @Override
  public String version() {
    return Versions.current();
  }

  private StreamingWrite started() {
    if (write == null) {
      throw new IllegalStateException("the task is not started");
    }
    return write;
  }

  /**
   * Does what may commit. When another writer has committed for the same partitions, they may have
   * moved while this process stood still: the task waits until its worker must have heard of that,
   * and reads on from where the log stands, if it still has them.
   */
  private <T> T unlessInConflict(Step<T> step, T otherwise) {
    return translating(
        () -> {
          try {
            return step.run();
          } catch (WriterConflictException e) {
            if (!conflicts.bear()) {
              throw e;
            }
            LOG.warn(
                "table={}: reads on from where the log stands ({})", tableName, e.getMessage());
            await(doubt);
            isToReadAgain = true; // which partitions there still are, only the next call shows
            return otherwise;
          }
        });
  }

  private static void await(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  /** The one place where what a task throws gets its form for the worker. */
  private <T> T translating(Step<T> step) {
    try {
      return step.run();
    } catch (WriterConflictException e) {
      throw failed(
          new UserException(
              new Problem(
                  "table " + tableName,
                  "%s; this happened %d times in %d minutes, so this one has stopped; nothing was written twice"
                      .formatted(e.getMessage(), MOST_CONFLICTS + 1, CONFLICTS_WINDOW.toMinutes()),
                  "let only one pipeline or connector write under this app.id, and start this one"
                      + " again if it is the one to stay"),
              e));
    } catch (CommitOutcomeUnknownException e) {
      throw failed(
          new UserException(
              new Problem(
                  "table " + tableName,
                  String.valueOf(e.getMessage()),
                  "start again: it asks the log, and goes on from what is there"),
              e));
    } catch (UserException e) {
      throw failed(e);
    } catch (IOException e) {
      throw failed(
          new UserException(
              new Problem(
                  "table " + tableName,
                  "its data files can't be written: " + e.getMessage(),
                  "see that the folder can be written to and has room, then start again"),
              e));
    }
  }

  private static ConnectException failed(UserException problem) {
    return new ConnectException(problem.getMessage(), problem);
  }
}
