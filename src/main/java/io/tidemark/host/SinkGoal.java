package io.tidemark.host;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What a sink is to do. */
public sealed interface SinkGoal {

  /** Read on for ever. */
  record Follow() implements SinkGoal {}

  /** Read up to these offsets, then end. */
  record Drain(Map<TopicPartition, Long> ends) implements SinkGoal {

    public Drain {
      ends = Map.copyOf(ends);
    }
  }

  /** End. */
  record Stop() implements SinkGoal {}
}
