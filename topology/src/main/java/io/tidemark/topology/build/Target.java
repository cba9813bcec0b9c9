package io.tidemark.topology.build;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** The partitions that a record goes to; stands in for its key, which our own topics don't have. */
record Target(Set<Integer> partitions) {

  static final StreamPartitioner<Target, byte[]> PARTITIONER =
      (topic, target, value, count) -> Optional.of(target.partitions());

  static final Serializer<Target> NO_KEY = (topic, target) -> null;

  Target {
    partitions = Set.copyOf(partitions);
  }

  static Target of(int partition) {
    return new Target(Set.of(partition));
  }
}
