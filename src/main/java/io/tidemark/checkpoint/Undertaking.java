package io.tidemark.checkpoint;

import io.tidemark.checkpoint.PipelineNames.DeltaTarget;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.host.HostServices;
import io.tidemark.row.Failpoint;
import io.tidemark.target.TargetProgress;
import io.tidemark.target.Targets;
import io.tidemark.topology.plan.SinkPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a command is going to change of what is kept of a pipeline, first collected and told, then
 * done. Interrupted half-way, it leaves a note that keeps runs from starting; done again, it comes
 * to the same end. Owned by the command's thread.
 */
public final class Undertaking {

  private final String command;
  private final PipelineNames names;
  private final Optional<PipelineMetadata> before;
  private final List<String> lines = new ArrayList<>();
  private final Set<String> topics = new LinkedHashSet<>();
  private final Map<String, Set<TopicPartition>> forgotten = new LinkedHashMap<>();
  private final Set<DeltaTarget> emptied = new LinkedHashSet<>();
  private final Set<SinkPlan> begunAnew = new LinkedHashSet<>();
  private final List<Deed> deeds = new ArrayList<>();
  private PipelineMetadata after;

  Undertaking(
      String command,
      PipelineNames names,
      Optional<PipelineMetadata> before,
      PipelineMetadata after) {
    this.command = command;
    this.names = names;
    this.before = before;
    this.after = after;
  }

  /** Something else that is done, and done again does no more. */
  @FunctionalInterface
  interface Deed {
    void on(HostServices host) throws ExecutionException, InterruptedException;
  }

  /** What will be done, a line each; none: nothing. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  void tell(String line) {
    lines.add(line);
  }

  PipelineMetadata after() {
    return after;
  }

  void after(PipelineMetadata metadata) {
    after = metadata;
  }

  void deleteTopic(String topic) {
    topics.add(topic);
  }

  void forget(String group, TopicPartition partition) {
    forgotten.computeIfAbsent(group, g -> new HashSet<>()).add(partition);
  }

  void empty(DeltaTarget target) {
    emptied.add(target);
  }

  void then(Deed deed) {
    deeds.add(deed);
  }

  /** The topology may find no offsets of its group, and that is as it should be. */
  void beginReadingAnew() {
    after = after.withReadingAnew(true);
  }

  /**
   * The topic's rows are read from its beginning, whatever tables' logs and the ledger of other
   * targets say of another of its name.
   */
  void beginEpoch(String topic, int epoch) {
    after = after.withEpochs(after.epochs().with(topic, epoch));
    for (DeltaTarget target : names.deltaTargets()) {
      if (target.topic().equals(topic)) {
        forgetAll(target.group(), topic);
      }
    }
    for (SinkPlan sink : names.plan().sinks()) {
      if (Targets.has(sink) && sink.topic().equals(topic)) {
        forgetAll(names.group(sink), topic);
        begunAnew.add(sink);
      }
    }
  }

  void forgetAll(String group, String topic) {
    for (int i = 0; i < names.partitions(topic); i++) {
      forget(group, new TopicPartition(topic, i));
    }
  }

  /**
   * Does it all. Processes that have stopped are given some seconds to be forgotten.
   *
   * @param own names in consumer groups of this process and of such that have ended
   * @throws io.tidemark.row.problem.UserException if other processes work on the pipeline
   */
  public void execute(HostServices host, Set<String> own)
      throws ExecutionException, InterruptedException {
    try {
      work(host, own);
    } catch (ChangedMeanwhileException e) {
      throw e.told();
    }
  }

  private void work(HostServices host, Set<String> own)
      throws ChangedMeanwhileException, ExecutionException, InterruptedException {
    new OtherProcesses(names.plan(), host.admin(), own).awaitNone(waiting -> {});
    ConsumerGroups groups = new ConsumerGroups(host.admin(), own);
    groups.requireUnused(names.groups());
    MetadataTopic metadata = new MetadataTopic(host, names.plan().name());
    metadata.ensure();
    PipelineMetadata noted = noted();
    metadata.replace(before, noted);
    Failpoint.reached("undertaking.noted");
    emptied.forEach(Undertaking::removeRows);
    Failpoint.reached("undertaking.rows-removed");
    for (Map.Entry<String, Set<TopicPartition>> group : forgotten.entrySet()) {
      groups.forget(group.getKey(), group.getValue());
    }
    Failpoint.reached("undertaking.offsets-forgotten");
    beginTargetsAnew(host);
    for (Deed deed : deeds) {
      deed.on(host);
    }
    deleteTopics(host);
    Failpoint.reached("undertaking.topics-deleted");
    Map<String, String> ids = new LinkedHashMap<>(after.topics());
    ids.keySet().removeAll(topics);
    metadata.replace(Optional.of(noted), after.withTopics(ids).withUnfinished(""));
  }

  /**
   * Where others go on is noted before offsets are forgotten, from which it was worked out: done
   * again, it would be found there no more.
   */
  private PipelineMetadata noted() {
    return before
        .orElse(after)
        .withStarts(after.starts())
        .withReadingAnew(after.readsAnew())
        .withUnfinished(command);
  }

  private void beginTargetsAnew(HostServices host) throws ExecutionException, InterruptedException {
    String ledger = names.ledgerTopic();
    if (!begunAnew.isEmpty() && new TopicRanges(host.admin()).ids().containsKey(ledger)) {
      new TargetProgress(host, ledger).beginAnew(begunAnew);
    }
  }

  private static void removeRows(DeltaTarget target) {
    try (DeltaTable table = DeltaTable.open(target.path())) {
      table.commit(
          new TableCommit(
              TableOperation.DELETE,
              List.of(),
              table.snapshot().files(),
              List.of(),
              Map.of("predicate", "true", "reason", "tidemark reset")));
    }
  }

  private void deleteTopics(HostServices host) throws ExecutionException, InterruptedException {
    for (String topic : topics) {
      try {
        host.admin().deleteTopics(List.of(topic)).all().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
  }
}
