package io.tidemark.checkpoint;

import io.tidemark.host.HostServices;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets tables of a pipeline start again: from the beginning of what their sources' topics have, or
 * from now. Tables that are made of them start again too; others go on as if nothing had happened.
 */
public final class Reset {

  /** Where tables start again. */
  public enum To {
    EARLIEST,
    NOW
  }

  /** What becomes of the rows that tables and topics have. */
  public enum Rows {
    /** It has not been said: refused where rows would come twice. */
    UNSAID,
    DROP,
    KEEP
  }

  private final PipelineNames names;
  private final HostServices host;
  private final ResetScope scope;
  private final Undertaking work;

  private Reset(PipelineNames names, HostServices host, ResetScope scope, Undertaking work) {
    this.names = names;
    this.host = host;
    this.scope = scope;
    this.work = work;
  }

  /**
   * What is to be done.
   *
   * @param table empty: all
   * @throws UserException if the table can't start again by itself, or rows would come twice
   */
  public static Undertaking of(
      PipelinePlan plan, HostServices host, Optional<String> table, To to, Rows rows)
      throws ExecutionException, InterruptedException {
    Kept kept = Kept.find(plan, host);
    PipelineMetadata metadata = kept.required();
    Undertaking work = new Undertaking("reset", kept.names(), Optional.of(metadata), metadata);
    Reset reset = new Reset(kept.names(), host, ResetScope.of(plan, table), work);
    reset.requireKnownPositions(kept);
    if (to == To.EARLIEST) {
      reset.toEarliest(rows);
    } else {
      reset.toNow();
    }
    if (to == To.EARLIEST || reset.scope.isWhole()) {
      work.beginReadingAnew();
    }
    return work;
  }

  /** Where the other tables are to go on is known from the group's offsets only. */
  private void requireKnownPositions(Kept kept) throws ExecutionException, InterruptedException {
    Optional<Problem> forgotten =
        new ForgottenGroup(names, host).find(kept.required(), kept.ids().keySet());
    if (forgotten.isPresent() && !scope.isWhole()) {
      throw new UserException(forgotten.get());
    }
  }

  private void toEarliest(Rows rows) throws ExecutionException, InterruptedException {
    scope
        .tables()
        .forEach(
            t ->
                work.tell(t.name() + ": starts again from the beginning of " + scope.sourcesOf(t)));
    new RowsSoFar(names, host, work, rows).plan(scope);
    tellBeginnings();
    Map<String, Map<String, Long>> starts = new HashMap<>(work.after().starts());
    scope.tables().forEach(t -> starts.remove(t.name()));
    leaveOutForOthers(starts);
    int epoch = work.after().epochs().current() + 1;
    for (TablePlan table : scope.tables()) {
      table.rowsTopic().ifPresent(t -> anew(t, epoch));
      table.lateTopic().ifPresent(t -> anew(t, epoch));
      state(table);
    }
    work.after(work.after().without(scope.names()).withStarts(starts));
  }

  private void anew(String topic, int epoch) {
    work.deleteTopic(topic);
    work.beginEpoch(topic, epoch);
  }

  private void state(TablePlan table) {
    if (table.aggregation().isPresent()) {
      work.tell(table.name() + ": its state is dropped, open windows and watermark with it");
      StateReset.of(work, names, table);
    }
  }

  /** What is read once more is not for the other tables, nor for the source's dead letters. */
  private void leaveOutForOthers(Map<String, Map<String, Long>> starts)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> read =
        new ReadPositions(host.admin())
            .ofGroups(List.of(names.topologyGroup()))
            .get(names.topologyGroup());
    for (SourcePlan source : scope.sources()) {
      Map<TopicPartition, Long> own = of(source, read);
      raise(starts, source.name(), own);
      scope.othersOf(source).forEach(t -> raise(starts, t.name(), own));
      own.keySet().forEach(p -> work.forget(names.topologyGroup(), p));
    }
  }

  private static Map<TopicPartition, Long> of(
      SourcePlan source, Map<TopicPartition, Long> offsets) {
    return offsets.entrySet().stream()
        .filter(e -> e.getKey().topic().equals(source.topic()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static void raise(
      Map<String, Map<String, Long>> starts, String name, Map<TopicPartition, Long> to) {
    Map<String, Long> offsets = new LinkedHashMap<>(starts.getOrDefault(name, Map.of()));
    to.forEach((p, offset) -> offsets.merge(p.toString(), offset, Math::max));
    starts.put(name, Map.copyOf(offsets));
  }

  private void tellBeginnings() throws ExecutionException, InterruptedException {
    List<String> topics = scope.sources().stream().map(SourcePlan::topic).toList();
    new TopicRanges(host.admin())
        .of(topics)
        .forEach(
            (p, range) -> {
              if (range.begin() > 0) {
                work.tell(
                    "topic %s: its first %,d records are gone from Kafka, and will not come again"
                        .formatted(p, range.begin()));
              }
            });
  }

  private void toNow() throws ExecutionException, InterruptedException {
    Map<String, Map<String, Long>> starts = new HashMap<>(work.after().starts());
    TopicRanges ranges = new TopicRanges(host.admin());
    for (TablePlan table : scope.tables()) {
      for (SourcePlan source : scope.sources()) {
        if (table.sources().contains(source.name())) {
          Map<TopicPartition, Long> ends = new LinkedHashMap<>();
          ranges.of(List.of(source.topic())).forEach((p, r) -> ends.put(p, r.end()));
          raise(starts, table.name(), ends);
        }
      }
      work.tell(
          "%s: leaves out what is in %s now and it has not read; its rows stay"
              .formatted(table.name(), scope.sourcesOf(table)));
      state(table);
    }
    work.after(work.after().withStarts(starts));
  }
}
