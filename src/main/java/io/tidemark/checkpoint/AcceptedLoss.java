package io.tidemark.checkpoint;

import io.tidemark.checkpoint.PipelineMetadata.Epochs;
import io.tidemark.checkpoint.PipelineNames.DeltaTarget;
import io.tidemark.delta.sink.TxnIds;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.delta.table.TxnUpdate;
import io.tidemark.host.HostServices;
import io.tidemark.target.TargetProgress;
import io.tidemark.topology.plan.SinkPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Lets readers go on behind records that are gone, as the user has accepted. */
record AcceptedLoss(PipelineNames names, HostServices host, ConsumerGroups groups, Epochs epochs) {

  /** Moves the readers on, and tells so, a line each. */
  List<String> skip(List<Gap> gaps) throws ExecutionException, InterruptedException {
    List<String> lines = new ArrayList<>();
    Map<TopicPartition, OffsetAndMetadata> topology = new HashMap<>();
    for (Gap gap : gaps) {
      lines.add(
          "topic %s, partition %d: %,d records were gone before %s read them, as accepted"
              .formatted(
                  gap.partition().topic(),
                  gap.partition().partition(),
                  gap.range().begin() - gap.next(),
                  gap.reader()));
      List<DeltaTarget> targets =
          names.deltaTargets().stream()
              .filter(t -> gap.reader().equals("table " + t.path()))
              .toList();
      targets.forEach(t -> skip(t, gap));
      List<SinkPlan> others =
          names.plan().sinks().stream().filter(s -> gap.reader().equals(Gap.target(s))).toList();
      for (SinkPlan other : others) {
        new TargetProgress(host, names.ledgerTopic())
            .skip(other, gap.partition(), gap.range().begin());
      }
      if (targets.isEmpty() && others.isEmpty()) {
        topology.put(gap.partition(), new OffsetAndMetadata(gap.range().begin()));
      }
    }
    if (!topology.isEmpty()) {
      groups.move(names.topologyGroup(), topology);
    }
    return lines;
  }

  private void skip(DeltaTarget target, Gap gap) {
    String id = TxnIds.of(epochs.appId(target.firstAppId(), target.topic()), gap.partition());
    try (DeltaTable table = DeltaTable.create(target.path(), target.definition())) {
      table.commit(
          new TableCommit(
              TableOperation.STREAMING_UPDATE,
              List.of(),
              List.of(),
              List.of(new TxnUpdate(id, table.txnVersion(id), gap.range().begin())),
              Map.of("acceptedLoss", gap.partition().toString())));
    }
  }
}
