package io.tidemark.host;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of an aborted transaction that Kafka will never take, for their size: the topic's
 * {@code max.message.bytes}, or the producer's own bound.
 *
 * @param sent what became of the batch's records, as far as they were sent
 */
record Refusals(SourceSpec spec, List<@Nullable Future<RecordMetadata>> sent) {

  /** Which of the records these are. */
  Set<Integer> positions() throws InterruptedException {
    Set<Integer> positions = new HashSet<>();
    for (int i = 0; i < sent.size(); i++) {
      if (reason(sent.get(i)).isPresent()) {
        positions.add(i);
      }
    }
    return positions;
  }

  /** The batch with substitutes for those; empty when one has no substitute. */
  Optional<SourceBatch> replaced(SourceBatch batch) throws InterruptedException {
    List<SourceRecord> records = new ArrayList<>(batch.records());
    for (int i = 0; i < sent.size(); i++) {
      Optional<String> reason = reason(sent.get(i));
      if (reason.isPresent()) {
        Optional<SourceRecord> other = spec.substitute().of(records.get(i), reason.get());
        if (other.isEmpty()) {
          return Optional.empty();
        }
        records.set(i, other.get());
      }
    }
    return Optional.of(SourceBatch.of(records));
  }

  private static Optional<String> reason(@Nullable Future<RecordMetadata> future)
      throws InterruptedException {
    if (future == null || !future.isDone()) {
      return Optional.empty();
    }
    try {
      future.get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return e.getCause() instanceof RecordTooLargeException tooLarge
          ? Optional.of(String.valueOf(tooLarge.getMessage()))
          : Optional.empty();
    }
  }
}
