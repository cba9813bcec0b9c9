package io.tidemark.topology.build;

import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** All source partitions that lead to a windowed table; reports name them by their index here. */
record SourcePartitions(List<TopicPartition> partitions) {

  SourcePartitions {
    partitions = List.copyOf(partitions);
  }

  static SourcePartitions of(PipelinePlan plan, TablePlan table) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (SourcePlan source : plan.sources()) {
      if (table.sources().contains(source.name())) {
        for (int i = 0; i < source.partitions(); i++) {
          partitions.add(new TopicPartition(source.topic(), i));
        }
      }
    }
    return new SourcePartitions(partitions);
  }

  int index(TopicPartition partition) {
    int index = partitions.indexOf(partition);
    if (index < 0) {
      throw new IllegalStateException(partition + " is none of " + partitions);
    }
    return index;
  }

  /**
   * The first source that leads to a windowed table: what becomes of its bad results is said there.
   */
  static SourcePlan first(PipelinePlan plan, TablePlan table) {
    return plan.sources().stream()
        .filter(s -> table.sources().contains(s.name()))
        .findFirst()
        .orElseThrow();
  }
}
