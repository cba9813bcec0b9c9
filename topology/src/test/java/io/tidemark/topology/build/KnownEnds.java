package io.tidemark.topology.build;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Ends that a test sets; a partition not set ends at 0. Answers at once. */
final class KnownEnds implements SourceEnds {

  private final Map<TopicPartition, End> ends = new HashMap<>();

  void set(TopicPartition partition, End end) {
    ends.put(partition, end);
  }

  @Override
  public CompletionStage<Map<TopicPartition, End>> ask(Set<TopicPartition> partitions) {
    return CompletableFuture.completedFuture(
        partitions.stream()
            .collect(
                Collectors.toMap(Function.identity(), p -> ends.getOrDefault(p, new End(0, 0)))));
  }
}
