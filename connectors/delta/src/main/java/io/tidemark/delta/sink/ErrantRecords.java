package io.tidemark.delta.sink;

import io.tidemark.delta.sink.record.UnfitRecordException;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records that don't fit the table go where the worker sets such aside (KIP-610); where it doesn't,
 * the first one stops the task. Owned by the task's thread.
 */
final class ErrantRecords {

  private final @Nullable ErrantRecordReporter reporter;
  private final List<Future<Void>> reported = new ArrayList<>();

  /**
   * @param reporter the worker's, if it is configured to have one
   */
  ErrantRecords(@Nullable ErrantRecordReporter reporter) {
    this.reporter = reporter;
  }

  /**
   * @throws UserException if there is nowhere to set it aside
   * @throws ConnectException if the worker tolerates no errors
   */
  void report(SinkRecord record, UnfitRecordException reason) {
    String place =
        "%s-%d@%d"
            .formatted(
                record.originalTopic(),
                record.originalKafkaPartition(),
                record.originalKafkaOffset());
    if (reporter == null) {
      throw new UserException(
          new Problem(place, String.valueOf(reason.getMessage()), reason.remedy()), reason);
    }
    reported.add(
        reporter.report(record, new DataException(place + ": " + reason.getMessage(), reason)));
  }

  /** Waits until all that was reported is kept: only then may the table's log move past it. */
  void await() {
    for (Future<Void> report : reported) {
      try {
        report.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ConnectException("interrupted while records were set aside", e);
      } catch (ExecutionException e) {
        throw new ConnectException("a record could not be set aside: " + e.getCause(), e);
      }
    }
    reported.clear();
  }
}
