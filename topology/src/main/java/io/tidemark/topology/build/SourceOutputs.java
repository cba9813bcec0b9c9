package io.tidemark.topology.build;

import io.tidemark.topology.operator.RowFlow;
import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.TablePlan;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the rows of one source partition go. Owned by a task.
 *
 * @param rows by table; those that are written
 * @param groups by table; those that are grouped
 * @param starts by table, and by the source's name for its dead letters, the first offset whose
 *     record it gets
 */
record SourceOutputs(
    Map<String, RecordOutput> rows,
    Map<String, GroupOutput> groups,
    DeadLetters deadLetters,
    Target samePartition,
    Map<String, Long> starts,
    PipelineProgress progress) {

  static SourceOutputs of(
      PipelinePlan plan, Outputs outputs, RowFlow flow, RuntimeServices services) {
    TopicPartition partition =
        new TopicPartition(outputs.source().topic(), outputs.context().taskId().partition());
    Map<String, Long> starts = new HashMap<>();
    starts.put(outputs.root(), services.starts().of(outputs.root(), partition));
    Map<String, RecordOutput> rows = new HashMap<>();
    Map<String, GroupOutput> groups = new HashMap<>();
    for (TablePlan table : flow.tables()) {
      starts.put(table.name(), services.starts().of(table.name(), partition));
      if (table.aggregation().isPresent()) {
        AggregationPlan aggregation = table.aggregation().get();
        groups.put(
            table.name(),
            new GroupOutput(
                table,
                outputs.groups(table, aggregation),
                SourcePartitions.of(plan, table).index(partition),
                flow.greatestEventTime(aggregation)));
      } else if (table.rowsTopic().isPresent()) {
        rows.put(table.name(), outputs.rows(table));
      }
    }
    return new SourceOutputs(
        rows,
        groups,
        outputs.deadLetters(),
        Target.of(partition.partition()),
        starts,
        services.progress());
  }

  /** Whether a table, or the source's own dead letters, get what becomes of a record. */
  boolean gets(String name, long offset) {
    return offset >= starts.getOrDefault(name, 0L);
  }
}
