package io.tidemark.delta.source;

import io.tidemark.row.problem.UserException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.TransactionContext;
import org.jspecify.annotations.Nullable;

/** Connect's face of a {@link DeltaSource}. */
public final class DeltaSourceTask extends SourceTask {

  private volatile @Nullable DeltaSource source;
  private @Nullable SourceMetrics metrics;

  @Override
  public void start(Map<String, String> props) {
    try {
      DeltaSourceConfig config = new DeltaSourceConfig(props);
      SourceMetrics counted = new SourceMetrics(context);
      metrics = counted;
      source = DeltaSource.start(config, context.offsetStorageReader(), counted);
    } catch (UserException e) {
      throw new ConnectException(e.getMessage(), e);
    }
  }

  /**
   * What goes into one Kafka transaction. Null after the poll interval without new versions; when
   * bounded, only when all that there was at the start has been returned.
   */
  @Override
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    DeltaSource polled = source;
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

  /** With transaction.boundary=connector it is for the task to say where one ends. */
  private void endTransaction() {
    TransactionContext transaction = context.transactionContext();
    if (transaction != null) {
      transaction.commitTransaction();
    }
  }

  @Override
  public void stop() {
    DeltaSource stopped = source;
    if (stopped != null) {
      stopped.stop();
    }
  }

  @Override
  public String version() {
    return Versions.current();
  }
}
