package io.tidemark.checkpoint;

import io.tidemark.host.HostServices;
import io.tidemark.target.Targets;
import io.tidemark.topology.plan.PipelineOutline;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * Lets a pipeline go on from topics that are not those that they were: each is read from its
 * beginning, and what was kept of the one before it means nothing any more.
 */
public final class NewEpoch {

  private final Kept kept;
  private final PipelineNames names;
  private final Undertaking work;
  private final int epoch;

  private NewEpoch(Kept kept) {
    this.kept = kept;
    this.names = kept.names();
    PipelineMetadata metadata =
        kept.metadata().orElseGet(() -> PipelineMetadata.first(PipelineOutline.of(names.plan())));
    this.work = new Undertaking("new-epoch", names, kept.metadata(), metadata);
    this.epoch = metadata.epochs().current() + 1;
  }

  /** What is to be done; without lines when all topics are those that they were. */
  public static Undertaking of(PipelinePlan plan, HostServices host)
      throws ExecutionException, InterruptedException {
    NewEpoch begun = new NewEpoch(Kept.find(plan, host));
    begun.changed(host).forEach(begun::plan);
    begun
        .kept
        .metadata()
        .ifPresent(
            m -> {
              if (!m.unfinished().isEmpty() && begun.work.lines().isEmpty()) {
                begun.work.tell("what '%s' left undone is noted as done".formatted(m.unfinished()));
              }
            });
    return begun.work;
  }

  private Set<String> changed(HostServices host) throws ExecutionException, InterruptedException {
    Set<String> changed = new LinkedHashSet<>();
    kept.metadata()
        .ifPresent(
            m ->
                new KeptTopics(names, m.topics())
                    .changes(kept.ids())
                    .forEach(c -> changed.add(c.topic())));
    Optional<PipelineMetadata.Epochs> epochs = kept.metadata().map(PipelineMetadata::epochs);
    for (Gap gap : new Gaps(names, host).find(epochs, kept.ids().keySet())) {
      if (!gap.isLoss()) {
        changed.add(gap.partition().topic());
      }
    }
    return changed;
  }

  private void plan(String topic) {
    Set<String> left = new LinkedHashSet<>(Set.of(topic));
    for (SourcePlan source : names.plan().sources()) {
      if (source.topic().equals(topic)) {
        source(source);
        left.remove(topic);
      }
    }
    for (TablePlan table : names.plan().tables()) {
      if (names.changelog(table.name()).equals(topic)) {
        state(table);
        left.remove(topic);
      } else if (table.groupsTopic().filter(topic::equals).isPresent()) {
        work.tell(
            "topic %s: read from its beginning; rows that were on their way to the windows of %s are gone"
                .formatted(topic, table.name()));
        work.forgetAll(names.topologyGroup(), topic);
        left.remove(topic);
      }
    }
    if (names.plan().sinks().stream().anyMatch(s -> s.topic().equals(topic))) {
      work.tell(
          "topic %s: read from its beginning under epoch %d, although the tables' logs have offsets of the one before; rows in that one that no table had yet are gone"
              .formatted(topic, epoch));
      work.beginEpoch(topic, epoch);
      left.remove(topic);
    }
    if (topic.equals(names.offsetsTopic())) {
      work.tell(
          "topic %s: which files were read is forgotten; files that lie in the sources' folders are read again, and rows of theirs that tables have come twice (move such files away, or use 'tidemark reset --drop-rows')"
              .formatted(topic));
    } else if (topic.equals(names.ledgerTopic())) {
      work.tell(
          "topic %s: how far %s had got is forgotten; each gets all rows that are in its table's topic once more, and ids of batches begin at 0"
              .formatted(
                  topic,
                  names.plan().sinks().stream()
                      .filter(Targets::has)
                      .map(SinkPlan::id)
                      .collect(Collectors.joining(", "))));
    } else if (!left.isEmpty()) {
      work.tell("topic %s: is taken as it is now".formatted(topic));
    }
    accept(topic);
  }

  private void source(SourcePlan source) {
    work.tell(
        "topic %s: source %s is read from its beginning; what it holds now counts as new"
            .formatted(source.topic(), source.name()));
    work.forgetAll(names.topologyGroup(), source.topic());
    work.beginReadingAnew();
    names.plan().tables().stream()
        .filter(t -> t.aggregation().isPresent() && t.sources().contains(source.name()))
        .forEach(this::state);
  }

  /** Reports of the partitions of a topic that is gone would hold its windows' watermark. */
  private void state(TablePlan table) {
    work.tell(
        "table %s: its state is dropped: open windows are lost, and the watermark begins anew (windows that were written already may come again if their rows do)"
            .formatted(table.name()));
    StateReset.of(work, names, table);
  }

  private void accept(String topic) {
    PipelineMetadata after = work.after();
    Map<String, String> ids = new HashMap<>(after.topics());
    ids.remove(topic);
    work.after(after.withTopics(ids));
  }
}
