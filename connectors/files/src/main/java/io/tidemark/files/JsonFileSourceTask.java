package io.tidemark.files;

import io.tidemark.files.FileSource.Surroundings;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.TransactionContext;
import org.jspecify.annotations.Nullable;

/** Connect's face of a {@link FileSource}. */
public final class JsonFileSourceTask extends SourceTask {

  private volatile @Nullable FileSource source;
  private @Nullable SourceMetrics metrics;

  @Override
  public void start(Map<String, String> props) {
    try {
      JsonFileSourceConfig config = new JsonFileSourceConfig(props);
      SourceMetrics counted = new SourceMetrics(context);
      metrics = counted;
      source =
          FileSource.start(
              config,
              new Surroundings(context.offsetStorageReader(), counted, InstantSource.system()));
    } catch (UserException e) {
      throw new ConnectException(e.getMessage(), e);
    }
  }

  /**
   * What goes into one Kafka transaction. Null after half a second without files; when bounded,
   * only when all that was listed at the start has been returned.
   */
  @Override
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    FileSource polled = source;
    if (metrics != null) {
      metrics.show();
    }
    try {
      List<SourceRecord> batch = polled == null ? null : polled.poll();
      if (batch != null && !batch.isEmpty()) {
        endTransaction();
      }
      return batch;
    } catch (UserException e) {
      throw new ConnectException(e.getMessage(), e);
    }
  }

  /** Kafka has the record; with exactly-once support, its transaction has been committed. */
  @Override
  public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
    if (record instanceof FileRecord published) {
      published.delivery().confirmed();
    }
  }

  /** Archives or deletes the files of which {@link #commitRecord} has told every record. */
  @Override
  public void commit() {
    FileSource committed = source;
    if (committed != null) {
      committed.committed();
    }
  }

  /** With transaction.boundary=connector it is for the task to say where one ends. */
  private void endTransaction() {
    TransactionContext transaction = context.transactionContext();
    if (transaction != null) {
      transaction.commitTransaction();
    }
  }

  @Override
  public void stop() {
    FileSource stopped = source;
    try {
      if (stopped != null) {
        stopped.stop();
      }
    } catch (IOException e) {
      throw new ConnectException("the file source could not be stopped", e);
    }
  }

  @Override
  public String version() {
    return Versions.current();
  }
}
