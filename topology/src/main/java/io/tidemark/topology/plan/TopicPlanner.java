package io.tidemark.topology.plan;

import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.definition.WriteDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans the topics that the pipeline reads and writes. */
final class TopicPlanner {

  /**
   * A week, said and not left to the broker's default: of topics that others write or read.
   * Timestamps are the broker's own: were they event times, time retention would delete old events
   * as soon as they arrive.
   */
  private static final Map<String, String> FOR_A_WEEK =
      Map.of(
          "cleanup.policy", "delete",
          "retention.ms", Long.toString(SourcePlan.KEPT_AFTER_READING.toMillis()),
          "message.timestamp.type", "LogAppendTime");

  /**
   * Of what Tidemark writes: a run deletes what all readers have committed, and only that, so that
   * no row expires unread while nothing runs. Smaller segments free their disk sooner.
   */
  private static final Map<String, String> UNTIL_READ =
      Map.of(
          "cleanup.policy", "delete",
          "retention.ms", "-1",
          "retention.bytes", "-1",
          "segment.bytes", Integer.toString(64 << 20),
          "message.timestamp.type", "LogAppendTime");

  /** Of results that replace those of before: nothing goes but what was replaced. */
  private static final Map<String, String> LATEST_OF_EACH_KEY =
      Map.of("cleanup.policy", "compact", "message.timestamp.type", "LogAppendTime");

  private final Faults faults;

  TopicPlanner(Faults faults) {
    this.faults = faults;
  }

  List<TopicPlan> plan(List<SourcePlan> sources, List<TablePlan> tables, List<SinkPlan> sinks) {
    List<TopicPlan> topics = new ArrayList<>();
    sources.forEach(s -> topics.add(new TopicPlan(s.topic(), s.partitions(), config(s))));
    int given = topics.size();
    sources.forEach(s -> topics.add(new TopicPlan(s.deadLetterTopic(), 1, UNTIL_READ)));
    for (TablePlan table : tables) {
      table.groupsTopic().ifPresent(t -> topics.add(topic(t, table)));
      table.rowsTopic().ifPresent(t -> topics.add(topic(t, table)));
      table.lateTopic().ifPresent(t -> topics.add(topic(t, table)));
    }
    Set<String> own =
        topics.subList(given, topics.size()).stream()
            .map(TopicPlan::name)
            .collect(Collectors.toSet());
    for (SinkPlan sink : sinks) {
      if (sink.target() instanceof WriteDefinition.Topic target) {
        topics.add(
            new TopicPlan(
                target.name(),
                partitions(sink, tables),
                sink.outputMode() == OutputMode.APPEND ? FOR_A_WEEK : LATEST_OF_EACH_KEY));
      }
    }
    checkApart(topics, own);
    return topics;
  }

  private static Map<String, String> config(SourcePlan source) {
    return source.isWrittenHere() ? UNTIL_READ : FOR_A_WEEK;
  }

  /** As many as its table's: each partition's rows keep their order. */
  private static int partitions(SinkPlan sink, List<TablePlan> tables) {
    return tables.stream()
        .filter(t -> t.name().equals(sink.name()))
        .mapToInt(TablePlan::partitions)
        .findFirst()
        .orElseThrow();
  }

  private static TopicPlan topic(String name, TablePlan table) {
    return new TopicPlan(name, table.partitions(), UNTIL_READ);
  }

  /**
   * Kafka takes topics that differ only in '.' and '_' for one. Two users of one topic are told of
   * where they are planned.
   *
   * @param own the pipeline's own topics, which nobody else may name
   */
  private void checkApart(List<TopicPlan> topics, Set<String> own) {
    Map<String, String> seen = new HashMap<>();
    for (TopicPlan topic : topics) {
      String other = seen.putIfAbsent(topic.name().replace('.', '_'), topic.name());
      if (other != null && (!other.equals(topic.name()) || own.contains(other))) {
        faults.add(
            "",
            "topics '%s' and '%s' can't be told apart by Kafka".formatted(other, topic.name()),
            "rename the pipeline, a source or a table");
      }
    }
  }
}
