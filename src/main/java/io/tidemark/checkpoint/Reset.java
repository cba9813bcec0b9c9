package io.tidemark.checkpoint;

import io.tidemark.checkpoint.PipelineNames.DeltaTarget;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.host.HostServices;
import io.tidemark.row.problem.NearestName;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.StepPlan;
import io.tidemark.topology.plan.TablePlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** What becomes of the rows that Delta tables have. */
  public enum Rows {
    /** It has not been said: refused where rows would come twice. */
    UNSAID,
    DROP,
    KEEP
  }

  private final PipelineNames names;
  private final HostServices host;
  private final Set<TablePlan> tables;
  private final Undertaking work;

  private Reset(PipelineNames names, HostServices host, Set<TablePlan> tables, Undertaking work) {
    this.names = names;
    this.host = host;
    this.tables = tables;
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
    Reset reset = new Reset(kept.names(), host, chosen(plan, table), work);
    if (to == To.EARLIEST) {
      reset.toEarliest(rows);
    } else {
      reset.toNow();
    }
    return work;
  }

  private static Set<TablePlan> chosen(PipelinePlan plan, Optional<String> name) {
    if (name.isEmpty()) {
      return new LinkedHashSet<>(plan.tables());
    }
    List<String> known = plan.tables().stream().map(TablePlan::name).toList();
    if (!known.contains(name.get())) {
      throw new UserException(
          new Problem(
              "--table",
              "no table '%s' in %s".formatted(name.get(), known),
              NearestName.hint(name.get(), known)));
    }
    Set<TablePlan> chosen = new LinkedHashSet<>();
    for (TablePlan table : plan.tables()) { // each after those that it is made of
      boolean isMadeOfChosen = chosen.stream().anyMatch(c -> madeOf(table).contains(c.name()));
      if (table.name().equals(name.get()) || isMadeOfChosen) {
        chosen.add(table);
      }
    }
    requireSources(plan, chosen);
    return chosen;
  }

  private static Set<String> madeOf(TablePlan table) {
    Set<String> names = new LinkedHashSet<>(Set.of(table.from()));
    table
        .steps()
        .forEach(
            s -> {
              if (s.plan() instanceof StepPlan.Merge merge) {
                names.add(merge.with());
              }
            });
    return names;
  }

  /**
   * Results of windows come once: a table made of them can't have them again without the windows.
   */
  private static void requireSources(PipelinePlan plan, Set<TablePlan> chosen) {
    for (TablePlan table : chosen) {
      for (TablePlan from : plan.tables()) {
        if (madeOf(table).contains(from.name())
            && !chosen.contains(from)
            && from.aggregation().isPresent()) {
          throw new UserException(
              new Problem(
                  "table " + table.name(),
                  "it is made of the results of table %s, which come only once"
                      .formatted(from.name()),
                  "reset that one, and this one with it: --table " + from.name()));
        }
      }
    }
  }

  private void toEarliest(Rows rows) throws ExecutionException, InterruptedException {
    tables.forEach(t -> work.tell(t.name() + ": starts again from the beginning of " + sources(t)));
    rows(rows);
    tellBeginnings();
    Map<String, Map<String, Long>> starts = new HashMap<>(work.after().starts());
    tables.forEach(t -> starts.remove(t.name()));
    leaveOutForOthers(starts);
    int epoch = work.after().epochs().current() + 1;
    for (TablePlan table : tables) {
      table.rowsTopic().ifPresent(t -> anew(t, epoch));
      table.lateTopic().ifPresent(t -> anew(t, epoch));
      state(table);
    }
    work.after(
        work.after()
            .without(tables.stream().map(TablePlan::name).collect(Collectors.toSet()))
            .withStarts(starts));
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

  private void rows(Rows rows) {
    for (DeltaTarget target : names.deltaTargets()) {
      if (target.sink().kind() == SinkPlan.Kind.DEAD_LETTER || !isOfChosen(target.sink())) {
        continue;
      }
      if (files(target) == 0) {
        continue;
      }
      if (rows == Rows.DROP) {
        work.empty(target);
        work.tell(
            "%s: all its rows are removed, in one commit (older versions keep them)"
                .formatted(target.path()));
      } else if (rows == Rows.KEEP) {
        work.tell("%s: its rows stay, AND COME ONCE MORE".formatted(target.path()));
      } else {
        throw new UserException(
            new Problem(
                "table " + target.path(),
                "it has rows, which would be there twice",
                "say --drop-rows to remove them, --keep-rows to have them twice, or --to now to go"
                    + " on behind them"));
      }
    }
    for (SinkPlan sink : names.plan().sinks()) {
      if (isOfChosen(sink) && names.deltaTargets().stream().noneMatch(t -> t.sink().equals(sink))) {
        work.tell("%s: everything is written to it once more".formatted(sink.id()));
      }
    }
  }

  private boolean isOfChosen(SinkPlan sink) {
    return sink.kind() != SinkPlan.Kind.DEAD_LETTER
        && tables.stream().anyMatch(t -> t.name().equals(sink.name()));
  }

  private static long files(DeltaTarget target) {
    if (!DeltaTable.exists(target.path())) {
      return 0;
    }
    try (DeltaTable table = DeltaTable.open(target.path())) {
      return table.snapshot().files().size();
    }
  }

  /** What is read once more is not for the other tables, nor for the source's dead letters. */
  private void leaveOutForOthers(Map<String, Map<String, Long>> starts)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> read =
        new ReadPositions(host.admin())
            .ofGroups(List.of(names.topologyGroup()))
            .get(names.topologyGroup());
    for (SourcePlan source : readAgain()) {
      Map<TopicPartition, Long> own = of(source, read);
      raise(starts, source.name(), own);
      names.plan().tables().stream()
          .filter(t -> !tables.contains(t) && t.sources().contains(source.name()))
          .forEach(t -> raise(starts, t.name(), own));
      own.keySet().forEach(p -> work.forget(names.topologyGroup(), p));
    }
  }

  private Set<SourcePlan> readAgain() {
    return names.plan().sources().stream()
        .filter(s -> tables.stream().anyMatch(t -> t.sources().contains(s.name())))
        .collect(Collectors.toCollection(LinkedHashSet::new));
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
    List<String> topics = readAgain().stream().map(SourcePlan::topic).toList();
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
    for (TablePlan table : tables) {
      for (SourcePlan source : readAgain()) {
        if (table.sources().contains(source.name())) {
          Map<TopicPartition, Long> ends = new LinkedHashMap<>();
          ranges.of(List.of(source.topic())).forEach((p, r) -> ends.put(p, r.end()));
          raise(starts, table.name(), ends);
        }
      }
      work.tell(
          "%s: leaves out what is in %s now and it has not read; its rows stay"
              .formatted(table.name(), sources(table)));
      state(table);
    }
    work.after(work.after().withStarts(starts));
  }

  private String sources(TablePlan table) {
    return table.sources().stream()
        .map(
            s ->
                names.plan().sources().stream()
                    .filter(p -> p.name().equals(s))
                    .map(p -> "topic " + p.topic())
                    .findFirst()
                    .orElse("source " + s))
        .collect(Collectors.joining(", "));
  }
}
