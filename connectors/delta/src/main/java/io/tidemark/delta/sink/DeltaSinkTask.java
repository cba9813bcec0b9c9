package io.tidemark.delta.sink;

import io.tidemark.delta.table.CommitOutcomeUnknownException;
import io.tidemark.delta.table.WriterConflictException;
import io.tidemark.row.problem.Problem;
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
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to a Delta table, each exactly once. An adapter: see {@link StreamingWrite}.
 *
 * <p>For the host: {@code start()} opens the table and loads what a commit needs, without a broker.
 * {@code open()} asks to be read from where the table's log stands. {@code put()} with no records
 * means that all has been read; the task asks for it by {@code context.timeout()} when rows wait.
 * {@code preCommit()} commits what waits and returns the offsets that the log has. {@code close()}
 * and {@code stop()} drop what isn't committed.
 */
public final class DeltaSinkTask extends SinkTask {

  private final Clock clock;
  private @Nullable StreamingWrite write;
  private @Nullable SinkMetrics metrics;
  private String tableName = "";

  public DeltaSinkTask() {
    this(Clock.systemUTC());
  }

  DeltaSinkTask(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void start(Map<String, String> props) {
    translating(
        () -> {
          DeltaSinkConfig config = new DeltaSinkConfig(props);
          tableName = config.tableName();
          SinkMetrics counted = SinkMetrics.of(context);
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
    Optional<Duration> callAgain = translating(() -> started().put(records));
    callAgain.ifPresent(wait -> context.timeout(Math.max(1, wait.toMillis())));
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    return translating(() -> started().flush()).entrySet().stream()
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
                  e.getMessage() + "; this one has stopped, and nothing was written twice",
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
