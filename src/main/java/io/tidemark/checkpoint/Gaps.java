package io.tidemark.checkpoint;

import io.tidemark.checkpoint.PipelineMetadata.Epochs;
import io.tidemark.checkpoint.PipelineNames.DeltaTarget;
import io.tidemark.host.HostServices;
import io.tidemark.target.TargetProgress;
import io.tidemark.target.Targets;
import io.tidemark.topology.plan.SinkPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/** Looks for readers whose next record is not in its topic. */
final class Gaps {

  private final PipelineNames names;
  private final TopicRanges topics;
  private final ReadPositions positions;
  private final TargetProgress targets;

  Gaps(PipelineNames names, HostServices host) {
    this.names = names;
    this.topics = new TopicRanges(host.admin());
    this.positions = new ReadPositions(host.admin());
    this.targets = new TargetProgress(host, names.ledgerTopic());
  }

  /**
   * All gaps.
   *
   * @param epochs empty when nothing is kept of the pipeline: then only its tables can tell that it
   *     was there before
   * @param there the topics that there are
   */
  List<Gap> find(Optional<Epochs> epochs, Collection<String> there)
      throws ExecutionException, InterruptedException {
    List<DeltaTarget> tables = names.deltaTargets();
    Set<String> read = new LinkedHashSet<>(names.topologyInputs());
    names.plan().sinks().forEach(s -> read.add(s.topic()));
    read.retainAll(there);
    Map<TopicPartition, TopicRanges.Range> ranges = topics.of(read);
    Set<String> groups = new LinkedHashSet<>(Set.of(names.topologyGroup()));
    names.plan().sinks().forEach(s -> groups.add(names.group(s)));
    Map<String, Map<TopicPartition, Long>> committed = positions.ofGroups(groups);

    List<Gap> gaps = new ArrayList<>();
    committed
        .getOrDefault(names.topologyGroup(), Map.of())
        .forEach(
            (p, next) -> {
              if (ranges.containsKey(p)) {
                add("the topology", p, next, ranges.get(p), gaps);
              }
            });
    for (DeltaTarget target : tables) {
      Map<TopicPartition, Long> hints = committed.getOrDefault(target.group(), Map.of());
      Map<TopicPartition, TopicRanges.Range> own = ranges(target.topic(), ranges);
      if (!isWell(own, hints, epochs.isPresent())) {
        add(target, epochs.orElse(Epochs.FIRST), own, gaps);
      }
    }
    if (there.contains(names.ledgerTopic())) {
      for (SinkPlan sink : names.plan().sinks()) {
        if (Targets.has(sink)) {
          Map<TopicPartition, Long> hints = committed.getOrDefault(names.group(sink), Map.of());
          add(sink, hints, ranges(sink.topic(), ranges), gaps);
        }
      }
    }
    return gaps;
  }

  /** Of a topic that isn't there yet too. */
  private Map<TopicPartition, TopicRanges.Range> ranges(
      String topic, Map<TopicPartition, TopicRanges.Range> known) {
    Map<TopicPartition, TopicRanges.Range> own = new LinkedHashMap<>();
    for (int i = 0; i < names.partitions(topic); i++) {
      TopicPartition partition = new TopicPartition(topic, i);
      own.put(partition, known.getOrDefault(partition, new TopicRanges.Range(0, 0)));
    }
    return own;
  }

  /**
   * What the group says is never ahead of the table's log: if it is well, the log needn't be read;
   * nor when the topic has lost nothing, and is the one that it was.
   */
  private static boolean isWell(
      Map<TopicPartition, TopicRanges.Range> own,
      Map<TopicPartition, Long> hints,
      boolean isKnownTopic) {
    return own.entrySet().stream()
        .allMatch(
            e -> {
              Long hint = hints.get(e.getKey());
              return hint == null
                  ? isKnownTopic && e.getValue().begin() == 0
                  : !Gap.isBetween(hint, e.getValue());
            });
  }

  /** A target that has noted nothing begins with what there is: it is new. */
  private void add(
      SinkPlan sink,
      Map<TopicPartition, Long> hints,
      Map<TopicPartition, TopicRanges.Range> own,
      List<Gap> gaps)
      throws ExecutionException, InterruptedException {
    if (!isWell(own, hints, true)) {
      targets
          .of(sink)
          .forEach(
              (p, next) -> {
                if (own.containsKey(p)) {
                  add(Gap.target(sink), p, next, own.get(p), gaps);
                }
              });
    }
  }

  private static void add(
      DeltaTarget target,
      Epochs epochs,
      Map<TopicPartition, TopicRanges.Range> own,
      List<Gap> gaps) {
    Map<TopicPartition, Long> logged =
        ReadPositions.inLog(
            target, epochs.appId(target.firstAppId(), target.topic()), own.keySet());
    own.forEach(
        (p, range) -> add("table " + target.path(), p, logged.getOrDefault(p, 0L), range, gaps));
  }

  private static void add(
      String reader, TopicPartition partition, long next, TopicRanges.Range range, List<Gap> gaps) {
    if (Gap.isBetween(next, range)) {
      gaps.add(new Gap(reader, partition, next, range));
    }
  }
}
