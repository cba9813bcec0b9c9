package io.tidemark.checkpoint;

import io.tidemark.checkpoint.PipelineNames.DeltaTarget;
import io.tidemark.delta.sink.TxnIds;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.delta.table.TxnUpdate;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.plan.PlanChange;
import io.tidemark.topology.plan.PlanComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** Does to Delta tables what changes of a plan need before the sinks start. */
record TableChanges(PipelineNames names, PipelineMetadata metadata) {

  void apply(PlanComparison comparison) {
    Set<String> widened =
        comparison.of(PlanChange.ColumnsAdded.class).stream()
            .map(PlanChange.ColumnsAdded::topic)
            .collect(Collectors.toSet());
    for (DeltaTarget target : names.deltaTargets()) {
      if (widened.contains(target.topic()) && DeltaTable.exists(target.path())) {
        try (DeltaTable table = DeltaTable.open(target.path())) {
          table.addColumns(target.definition());
        }
      }
    }
    for (PlanChange.Placed placed : comparison.of(PlanChange.Placed.class)) {
      names.deltaTargets().stream()
          .filter(t -> t.topic().equals(placed.topic()) && t.path().equals(placed.place()))
          .forEach(t -> place(t, placed));
    }
  }

  /** A table's folder may have been moved along with its path: then its log knows all. */
  private void place(DeltaTarget target, PlanChange.Placed placed) {
    List<TopicPartition> partitions =
        IntStream.range(0, names.partitions(target.topic()))
            .mapToObj(i -> new TopicPartition(target.topic(), i))
            .toList();
    String appId = metadata.epochs().appId(target.firstAppId(), target.topic());
    if (!ReadPositions.inLog(target, appId, partitions).isEmpty()
        || !DeltaTable.exists(placed.like())) {
      return;
    }
    if (target.sink().outputMode() != OutputMode.APPEND) {
      throw new UserException(
          new Problem(
              placed.where(),
              "results so far are in %s, and %s would get only those that change from now on"
                  .formatted(placed.like(), placed.place()),
              "move the table's folder there first, or begin anew: 'tidemark reset PIPELINE --table "
                  + target.sink().name()
                  + "'"));
    }
    carryOver(target, placed, appId, partitions);
  }

  private static void carryOver(
      DeltaTarget target, PlanChange.Placed placed, String appId, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> progress;
    try (DeltaTable like = DeltaTable.open(placed.like())) {
      progress = ReadPositions.inLog(like, appId, partitions);
    }
    List<TxnUpdate> txns = new ArrayList<>();
    progress.forEach(
        (p, next) -> txns.add(new TxnUpdate(TxnIds.of(appId, p), TxnUpdate.NONE, next)));
    try (DeltaTable table = DeltaTable.create(placed.place(), target.definition())) {
      table.requireDefinition(target.definition());
      if (!txns.isEmpty()) {
        table.commit(
            new TableCommit(
                TableOperation.STREAMING_UPDATE,
                List.of(),
                List.of(),
                txns,
                Map.of("continues", placed.like())));
      }
    }
  }
}
