package io.tidemark.topology.plan;

import io.tidemark.topology.definition.PipelineDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plans the topics that the pipeline reads and writes. */
final class TopicPlanner {

  /**
   * A week, said and not left to the broker's default. Timestamps are the broker's own: were they
   * event times, time retention would delete old events as soon as they arrive.
   */
  private static final Map<String, String> CONFIG =
      Map.of(
          "cleanup.policy", "delete",
          "retention.ms", "604800000",
          "message.timestamp.type", "LogAppendTime");

  private final PipelineDefinition definition;
  private final Faults faults;

  TopicPlanner(PipelineDefinition definition, Faults faults) {
    this.definition = definition;
    this.faults = faults;
  }

  List<TopicPlan> plan(List<SourcePlan> sources, List<TablePlan> tables) {
    List<TopicPlan> topics = new ArrayList<>();
    sources.forEach(s -> topics.add(new TopicPlan(s.topic(), s.partitions(), CONFIG)));
    sources.forEach(s -> topics.add(new TopicPlan(s.deadLetterTopic(), 1, CONFIG)));
    for (TablePlan table : tables) {
      table.groupsTopic().ifPresent(t -> topics.add(topic(t, table)));
      table.rowsTopic().ifPresent(t -> topics.add(topic(t, table)));
      table.lateTopic().ifPresent(t -> topics.add(topic(t, table)));
    }
    checkApart(topics);
    return topics;
  }

  private static TopicPlan topic(String name, TablePlan table) {
    return new TopicPlan(name, table.partitions(), CONFIG);
  }

  /** Kafka takes topics that differ only in '.' and '_' for one. */
  private void checkApart(List<TopicPlan> topics) {
    Map<String, String> seen = new HashMap<>();
    for (TopicPlan topic : topics) {
      String other = seen.putIfAbsent(topic.name().replace('.', '_'), topic.name());
      if (other != null && !isSourceTwice(other, topic.name())) {
        faults.add(
            "",
            "topics '%s' and '%s' can't be told apart by Kafka".formatted(other, topic.name()),
            "rename the pipeline, a source or a table");
      }
    }
  }

  /** Two sources of one topic are told about by the sources themselves. */
  private boolean isSourceTwice(String topic, String other) {
    return topic.equals(other)
        && definition.sources().stream().filter(s -> s.topic().equals(topic)).count() > 1;
  }
}
