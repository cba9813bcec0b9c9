package io.tidemark.checkpoint;

import io.tidemark.checkpoint.PipelineMetadata.Epochs;
import io.tidemark.checkpoint.PipelineNames.DeltaTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Looks for readers whose next record is not in its topic. */
final class Gaps {

  private final PipelineNames names;
  private final TopicRanges topics;
  private final ReadPositions positions;

  Gaps(PipelineNames names, Admin admin) {
    this.names = names;
    this.topics = new TopicRanges(admin);
    this.positions = new ReadPositions(admin);
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
    List<DeltaTarget> targets = names.deltaTargets();
    Set<String> read = new LinkedHashSet<>(names.topologyInputs());
    targets.forEach(t -> read.add(t.topic()));
    read.retainAll(there);
    Map<TopicPartition, TopicRanges.Range> ranges = topics.of(read);
    Set<String> groups = new LinkedHashSet<>(Set.of(names.topologyGroup()));
    targets.forEach(t -> groups.add(t.group()));
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
    for (DeltaTarget target : targets) {
      Map<TopicPartition, Long> hints = committed.getOrDefault(target.group(), Map.of());
      Map<TopicPartition, TopicRanges.Range> own = ranges(target, ranges);
      if (!isWell(own, hints, epochs.isPresent())) {
        add(target, epochs.orElse(Epochs.FIRST), own, gaps);
      }
    }
    return gaps;
  }

  /** Of a topic that isn't there yet too. */
  private Map<TopicPartition, TopicRanges.Range> ranges(
      DeltaTarget target, Map<TopicPartition, TopicRanges.Range> known) {
    Map<TopicPartition, TopicRanges.Range> own = new LinkedHashMap<>();
    for (int i = 0; i < names.partitions(target.topic()); i++) {
      TopicPartition partition = new TopicPartition(target.topic(), i);
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
