package io.tidemark.topology.plan;

import io.tidemark.topology.plan.PipelineOutline.SourceOutline;
import io.tidemark.topology.plan.PipelineOutline.TableOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a plan differs from the one that is kept, and whether what is kept (state, rows on their way,
 * Delta tables) can follow.
 *
 * @param changes in the order of the file; none when nothing differs
 */
public record PlanComparison(List<PlanChange> changes) {

  public PlanComparison {
    changes = List.copyOf(changes);
  }

  /**
   * @param kept with the tables that were once in the file and are not any more: what there is of
   *     them is still there
   */
  public static PlanComparison between(PipelineOutline kept, PipelineOutline now) {
    List<PlanChange> changes = new ArrayList<>();
    if (differ(kept.trigger(), now.trigger())) {
      changes.add(
          new PlanChange.TakenOver(
              "pipeline " + now.pipeline(),
              "trigger: %s, no longer %s".formatted(now.trigger(), kept.trigger())));
    }
    sources(kept, now, changes);
    tables(kept, now, changes);
    new SinkComparison(kept, now).addTo(changes);
    return new PlanComparison(changes);
  }

  /** Whether the pipeline can't go on with it. */
  public boolean isRefused() {
    return changes.stream().anyMatch(PlanChange.Refused.class::isInstance);
  }

  /** The changes of one kind. */
  public <T extends PlanChange> List<T> of(Class<T> kind) {
    return changes.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static void sources(PipelineOutline kept, PipelineOutline now, List<PlanChange> changes) {
    for (SourceOutline source : now.sources()) {
      Optional<SourceOutline> old = kept.source(source.name());
      if (old.isEmpty()) {
        changes.add(
            new PlanChange.TakenOver(
                "source " + source.name(), "is new; it is read from its beginning"));
      } else {
        compare(old.get(), source, changes);
      }
    }
    kept.sources().stream()
        .filter(s -> now.source(s.name()).isEmpty())
        .forEach(
            s ->
                changes.add(
                    new PlanChange.TakenOver(
                        "source " + s.name(), "is gone from the file; its topic stays")));
  }

  private static void compare(SourceOutline old, SourceOutline now, List<PlanChange> changes) {
    String where = "source " + now.name();
    if (old.topic().equals(now.topic()) && old.partitions() != now.partitions()) {
      changes.add(
          new PlanChange.Refused(
              where,
              "its topic has other partitions",
              new PlanChange.Difference(
                  "partitions: " + old.partitions(), "partitions: " + now.partitions()),
              new PlanChange.WayOut.NewName()));
    }
    if (!old.topic().equals(now.topic())) {
      changes.add(
          new PlanChange.TakenOver(
              where,
              "topic %s is read from its beginning; what is unread in topic %s stays there"
                  .formatted(now.topic(), old.topic())));
    }
    if (!old.schema().equals(now.schema())) {
      changes.add(new PlanChange.TakenOver(where, "its records are read with the new schema"));
    }
    if (!old.files().equals(now.files())) {
      changes.add(
          new PlanChange.TakenOver(
              where,
              now.files().isEmpty()
                  ? "files are not read any more; anyone may produce to its topic"
                  : "files are read from " + String.join(", ", now.files())));
    }
    if (!old.badRecords().equals(now.badRecords())) {
      changes.add(
          new PlanChange.TakenOver(
              where,
              "bad records: %s, no longer %s".formatted(now.badRecords(), old.badRecords())));
    }
    if (differ(old.batches(), now.batches())) {
      changes.add(
          new PlanChange.TakenOver(
              where,
              "its micro-batches are bounded: %s, no longer %s"
                  .formatted(now.batches(), old.batches())));
    }
  }

  /** Whether a setting is another; of outlines before it was kept it isn't known. */
  static boolean differ(String was, String is) {
    return !was.isEmpty() && !was.equals(is);
  }

  private static void tables(PipelineOutline kept, PipelineOutline now, List<PlanChange> changes) {
    for (TableOutline table : now.tables()) {
      Optional<TableOutline> old = kept.table(table.name());
      if (old.isEmpty()) {
        changes.add(
            new PlanChange.TakenOver(
                "table " + table.name(),
                "is new; without 'reset --table %s' it gets what is read from now on"
                    .formatted(table.name())));
      } else {
        new TableComparison(old.get(), table).addTo(changes);
      }
    }
    kept.tables().stream()
        .filter(t -> now.table(t.name()).isEmpty())
        .forEach(
            t ->
                changes.add(
                    new PlanChange.TakenOver(
                        "table " + t.name(),
                        "is gone from the file; its Delta table and what is kept of it stay")));
  }
}
