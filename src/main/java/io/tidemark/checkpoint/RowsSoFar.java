package io.tidemark.checkpoint;

import io.tidemark.checkpoint.PipelineNames.DeltaTarget;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.host.HostServices;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.SinkPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** What becomes of the rows that targets have when their tables start from the beginning. */
final class RowsSoFar {

  private final PipelineNames names;
  private final HostServices host;
  private final Undertaking work;
  private final Reset.Rows said;
  private final List<Problem> problems = new ArrayList<>();

  RowsSoFar(PipelineNames names, HostServices host, Undertaking work, Reset.Rows said) {
    this.names = names;
    this.host = host;
    this.work = work;
    this.said = said;
  }

  /**
   * Plans it for all targets of these tables.
   *
   * @throws UserException with each target whose rows would be there twice
   */
  void plan(ResetScope scope) throws ExecutionException, InterruptedException {
    for (DeltaTarget target : names.deltaTargets()) {
      if (scope.writes(target.sink()) && files(target) > 0) {
        table(target);
      }
    }
    for (SinkPlan sink : names.plan().sinks()) {
      if (scope.writes(sink)) {
        other(sink);
      }
    }
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
  }

  private static long files(DeltaTarget target) {
    if (!DeltaTable.exists(target.path())) {
      return 0;
    }
    try (DeltaTable table = DeltaTable.open(target.path())) {
      return table.snapshot().files().size();
    }
  }

  private void table(DeltaTarget target) {
    switch (said) {
      case DROP -> {
        work.empty(target);
        work.tell(
            "%s: all its rows are removed, in one commit (older versions keep them)"
                .formatted(target.path()));
      }
      case KEEP -> twice(target.path());
      default -> refuse("table " + target.path());
    }
  }

  private void twice(String target) {
    work.tell("%s: its rows stay, AND COME ONCE MORE".formatted(target));
  }

  private void refuse(String target) {
    problems.add(
        new Problem(
            target,
            "it has rows, which would be there twice",
            "say --drop-rows to remove them, --keep-rows to have them twice, or --to now to go"
                + " on behind them"));
  }

  private void other(SinkPlan sink) throws ExecutionException, InterruptedException {
    if (sink.target() instanceof WriteDefinition.Topic topic) {
      topic(sink, topic.name());
    } else if (sink.target() instanceof WriteDefinition.ForeachBatch foreach) {
      work.tell(
          "%s: gets everything once more, in batches of new ids; what it wrote itself is its own to remove"
              .formatted(foreach.className()));
    } else if (sink.target() instanceof WriteDefinition.Console) {
      work.tell("%s: everything is shown once more".formatted(sink.id()));
    }
  }

  private void topic(SinkPlan sink, String topic) throws ExecutionException, InterruptedException {
    TopicRanges ranges = new TopicRanges(host.admin());
    if (!ranges.ids().containsKey(topic)) {
      return;
    }
    Map<TopicPartition, TopicRanges.Range> parts = ranges.of(List.of(topic));
    if (parts.values().stream().allMatch(r -> r.records() == 0)) {
      return;
    }
    if (sink.outputMode() != OutputMode.APPEND) {
      work.tell(
          "topic %s: its records stay, and each key is written once more over what it has"
              .formatted(topic));
    } else if (said == Reset.Rows.DROP && !ranges.isDeletable(topic)) {
      problems.add(
          new Problem(
              "topic " + topic,
              "its records can't be deleted: it is compacted (cleanup.policy)",
              "say --keep-rows, or --to now; or add 'delete' to its cleanup.policy until they are"
                  + " gone"));
    } else if (said == Reset.Rows.DROP) {
      work.then(services -> delete(services, parts));
      work.tell(
          "topic %s: all its records are deleted; consumers that have read them get them once more"
              .formatted(topic));
    } else if (said == Reset.Rows.KEEP) {
      twice("topic " + topic);
    } else {
      refuse("topic " + topic);
    }
  }

  private static void delete(HostServices host, Map<TopicPartition, TopicRanges.Range> parts)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, RecordsToDelete> all =
        parts.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, e -> RecordsToDelete.beforeOffset(e.getValue().end())));
    host.admin().deleteRecords(all).all().get();
  }
}
