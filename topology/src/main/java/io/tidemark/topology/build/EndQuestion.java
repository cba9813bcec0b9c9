package io.tidemark.topology.build;

import io.tidemark.topology.watermark.Snapshot;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * A snapshot of reports, and the ends of the source partitions that were asked for after it.
 *
 * @param answer completed by another thread, read by the task's
 */
record EndQuestion(
    Snapshot snapshot, CompletableFuture<Map<TopicPartition, SourceEnds.End>> answer) {

  static EndQuestion ask(Snapshot snapshot, SourcePartitions sources, SourceEnds ends) {
    return new EndQuestion(
        snapshot, ends.ask(Set.copyOf(sources.partitions())).toCompletableFuture());
  }

  boolean isAnswered() {
    return answer.isDone();
  }

  boolean hasFailed() {
    return answer.isCompletedExceptionally();
  }

  /** Whether a source partition, by its index, was read to its end at the snapshot's position. */
  boolean isDrained(int source, SourcePartitions sources) {
    return answer
        .join()
        .get(sources.partitions().get(source))
        .isReachedBy(snapshot.reports().get(source).position());
  }
}
