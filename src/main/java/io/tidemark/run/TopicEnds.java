package io.tidemark.run;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far topics reach, open transactions and transaction markers included. */
final class TopicEnds {

  /** So long Kafka is waited for: a run is to be stopped meanwhile. */
  static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final int PATIENCE_MILLIS = Math.toIntExact(PATIENCE.toMillis());

  private final Admin admin;

  TopicEnds(Admin admin) {
    this.admin = admin;
  }

  /**
   * The offset after the last record of each partition of these topics. Who gets no answer in some
   * seconds is to ask again.
   */
  Map<TopicPartition, Long> of(Collection<String> topics)
      throws ExecutionException, InterruptedException {
    if (topics.isEmpty()) {
      return Map.of();
    }
    Map<TopicPartition, OffsetSpec> latest =
        admin
            .describeTopics(topics, new DescribeTopicsOptions().timeoutMs(PATIENCE_MILLIS))
            .allTopicNames()
            .get()
            .values()
            .stream()
            .flatMap(
                t -> t.partitions().stream().map(p -> new TopicPartition(t.name(), p.partition())))
            .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(latest, new ListOffsetsOptions().timeoutMs(PATIENCE_MILLIS))
        .all()
        .get()
        .forEach((p, info) -> ends.put(p, info.offset()));
    return ends;
  }
}
