package io.tidemark.host;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** What a sink is to do. */
public sealed interface SinkGoal {

  /** Read on for ever. */
  record Follow() implements SinkGoal {}

  /** Read up to these offsets, of all these partitions, then end. */
  record Drain(Map<TopicPartition, Long> ends) implements SinkGoal {

    public Drain {
      ends = Map.copyOf(ends);
    }

    /** The ends of one topic's partitions. */
    public Map<TopicPartition, Long> of(String topic) {
      return ends.entrySet().stream()
          .filter(e -> e.getKey().topic().equals(topic))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
  }

  /** End. */
  record Stop() implements SinkGoal {}
}
