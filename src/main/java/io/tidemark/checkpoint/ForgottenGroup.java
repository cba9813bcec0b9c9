package io.tidemark.checkpoint;

import io.tidemark.host.HostServices;
import io.tidemark.row.problem.Problem;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Notices that Kafka has forgotten how far the topology had read its sources: brokers drop the
 * offsets of a group that was idle for {@code offsets.retention.minutes}, a week unless set. To
 * begin at the beginning would then double every row.
 *
 * <p>That something was read is seen by what was made of it: committed records in the pipeline's
 * own topics. A group without any offset is then one that was forgotten, unless a command has let
 * it begin anew. What another process has in its first transaction is nothing yet.
 */
record ForgottenGroup(PipelineNames names, HostServices host) {

  /**
   * The problem, if there is one.
   *
   * @param there the topics that there are
   */
  Optional<Problem> find(PipelineMetadata kept, Set<String> there)
      throws ExecutionException, InterruptedException {
    // Known is asked twice: another process may commit its first records, and offsets, in between.
    if (kept.readsAnew() || isKnown() || !hasMadeAnything(there) || isKnown()) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            "consumer group " + names.topologyGroup(),
            "Kafka has forgotten how far the sources had been read (offsets.retention.minutes of the brokers: a week without a run unless set), and from the beginning every row would come twice",
            "let all tables go on behind what is there now: 'tidemark reset PIPELINE --to now', or begin anew: 'tidemark reset PIPELINE --drop-rows'; and give the brokers a longer offsets.retention.minutes"));
  }

  /**
   * Gives a group that is to begin anew its first offsets, so that it is known from now on; whether
   * it is. It can't be before the sources have topics.
   */
  boolean begin(ConsumerGroups groups, Set<String> there)
      throws ExecutionException, InterruptedException {
    List<String> sources = names.plan().sources().stream().map(SourcePlan::topic).toList();
    if (isKnown()) {
      return true;
    } else if (!there.containsAll(sources)) {
      return false;
    }
    Map<TopicPartition, OffsetAndMetadata> begins = new HashMap<>();
    new TopicRanges(host.admin())
        .of(sources)
        .forEach((p, range) -> begins.put(p, new OffsetAndMetadata(range.begin())));
    groups.move(names.topologyGroup(), begins);
    return true;
  }

  /** Whether the group has offsets, be it only some. */
  private boolean isKnown() throws ExecutionException, InterruptedException {
    String group = names.topologyGroup();
    Map<TopicPartition, Long> offsets =
        new ReadPositions(host.admin()).ofGroups(List.of(group)).getOrDefault(group, Map.of());
    return !offsets.isEmpty();
  }

  private boolean hasMadeAnything(Set<String> there)
      throws ExecutionException, InterruptedException {
    Set<String> made = new LinkedHashSet<>();
    for (TablePlan table : names.plan().tables()) {
      table.rowsTopic().ifPresent(made::add);
      table.groupsTopic().ifPresent(made::add);
      table.lateTopic().ifPresent(made::add);
    }
    made.retainAll(there);
    Map<TopicPartition, TopicRanges.Range> ranges = new TopicRanges(host.admin()).of(made);
    return ranges.values().stream().anyMatch(r -> r.begin() > 0)
        || PartitionReading.isAnyCommitted(
            host, ranges.keySet().stream().filter(p -> ranges.get(p).end() > 0).toList());
  }
}
