package io.tidemark.topology.plan;

import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.topology.plan.PipelineOutline.SinkOutline;
import io.tidemark.topology.plan.PipelineOutline.TableOutline;
import io.tidemark.topology.plan.PlanChange.WayOut;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** What topics of rows are written to, as it is kept and as the file has it now. */
record SinkComparison(PipelineOutline kept, PipelineOutline now) {

  /** What differs, but for tables that must begin anew already. */
  void addTo(List<PlanChange> changes) {
    Set<String> anew =
        changes.stream()
            .filter(PlanChange.Refused.class::isInstance)
            .map(c -> ((PlanChange.Refused) c).wayOut())
            .filter(WayOut.ResetTable.class::isInstance)
            .map(w -> ((WayOut.ResetTable) w).table())
            .collect(Collectors.toSet());
    Set<String> compared = new HashSet<>();
    for (SinkOutline sink : now.sinks()) {
      if (anew.contains(sink.name()) && !sink.kind().equals("dead_letter")) {
        continue;
      }
      if (compared.add(sink.topic())) {
        kept.rowsOf(sink.topic()).ifPresent(was -> columns(sink, was, changes));
      }
      kept.sinkAt(sink)
          .ifPresentOrElse(old -> settings(old, sink, changes), () -> place(sink, changes));
    }
  }

  private static String where(SinkOutline sink) {
    return sink.kind().equals(SinkPlan.Kind.TABLE.name().toLowerCase(Locale.ROOT))
        ? "table " + sink.name()
        : "%s of %s".formatted(sink.kind().replace('_', ' '), sink.name());
  }

  private static void columns(SinkOutline sink, String kept, List<PlanChange> changes) {
    StructType was = StructType.fromDdl(kept);
    StructType is = StructType.fromDdl(sink.schema());
    List<String> lost = new ArrayList<>();
    List<String> instead = new ArrayList<>();
    for (StructField field : was.fields()) {
      OptionalInt found = is.find(field.name());
      if (found.isEmpty()) {
        lost.add(text(field));
      } else if (!is.field(found.getAsInt()).type().equals(field.type())) {
        lost.add(text(field));
        instead.add(text(is.field(found.getAsInt())));
      }
    }
    if (lost.isEmpty()) {
      added(sink, was, is, changes);
    } else {
      changes.add(
          refused(
              sink,
              "columns of a table that exists would be removed or get another type",
              new PlanChange.Difference(
                  String.join(", ", lost),
                  instead.isEmpty() ? "(not there)" : String.join(", ", instead)),
              new WayOut.NewName()));
    }
  }

  private static void added(
      SinkOutline sink, StructType was, StructType is, List<PlanChange> changes) {
    List<StructField> added =
        is.fields().stream().filter(f -> was.find(f.name()).isEmpty()).toList();
    if (added.isEmpty()) {
      return;
    }
    String columns = added.stream().map(SinkComparison::text).collect(Collectors.joining(", "));
    if (is.fields().subList(0, was.size()).stream().anyMatch(added::contains)) {
      changes.add(
          refused(
              sink,
              "a Delta table gets new columns behind those that it has",
              new PlanChange.Difference(
                  String.join(", ", was.names()), String.join(", ", is.names())),
              new WayOut.LastColumns(columns)));
    } else {
      changes.add(new PlanChange.ColumnsAdded(where(sink), sink.topic(), columns));
    }
  }

  private static String text(StructField field) {
    return field.name() + " " + field.type().ddl();
  }

  private void settings(SinkOutline old, SinkOutline sink, List<PlanChange> changes) {
    if (!old.partitionBy().equals(sink.partitionBy())) {
      changes.add(
          refused(
              sink,
              "a Delta table's partitioning can't be changed",
              new PlanChange.Difference(
                  "partition_by: " + old.partitionBy(), "partition_by: " + sink.partitionBy()),
              new WayOut.NewName()));
    }
    if (PlanComparison.differ(old.pace(), sink.pace())) {
      changes.add(
          new PlanChange.TakenOver(
              where(sink),
              "batches of %s: %s, no longer %s".formatted(sink.place(), sink.pace(), old.pace())));
    }
    outputMode(old, sink, changes);
    mergeKeys(old, sink, changes);
  }

  /** Rows are found again by their keys: by others, each would be there beside its older self. */
  private void mergeKeys(SinkOutline old, SinkOutline sink, List<PlanChange> changes) {
    boolean isKnown = !old.mergeKeys().isEmpty() && old.outputMode().equals(sink.outputMode());
    if (isKnown && !Set.copyOf(old.mergeKeys()).equals(Set.copyOf(sink.mergeKeys()))) {
      changes.add(
          refused(
              sink,
              "the rows that it has are replaced by other columns than before",
              new PlanChange.Difference(
                  "merge keys: " + String.join(", ", old.mergeKeys()),
                  "merge keys: " + String.join(", ", sink.mergeKeys())),
              new WayOut.ResetTable(grouped(sink.name()))));
    }
  }

  private void outputMode(SinkOutline old, SinkOutline sink, List<PlanChange> changes) {
    if (!old.outputMode().equals(sink.outputMode())) {
      changes.add(
          refused(
              sink,
              "its state is kept for another output mode",
              new PlanChange.Difference(
                  "output_mode: " + old.outputMode(), "output_mode: " + sink.outputMode()),
              new WayOut.ResetTable(grouped(sink.name()))));
    }
  }

  /** The table whose results these are: only with it do they come again. */
  private String grouped(String name) {
    Optional<TableOutline> table = now.table(name);
    while (table.isPresent() && !table.get().hasState()) {
      table = now.table(table.get().from());
    }
    return table.map(TableOutline::name).orElse(name);
  }

  /** A target that the kept plan doesn't have, of a topic that it has. */
  private void place(SinkOutline sink, List<PlanChange> changes) {
    List<SinkOutline> before =
        kept.sinks().stream()
            .filter(s -> s.topic().equals(sink.topic()) && s.isDelta() && sink.isDelta())
            .toList();
    Optional<SinkOutline> replaced =
        before.stream()
            .filter(s -> now.sinkAt(s).isEmpty() && s.id().equals(sink.id()))
            .findFirst();
    replaced
        .or(() -> before.stream().findFirst())
        .ifPresent(
            like -> {
              changes.add(
                  new PlanChange.Placed(
                      where(sink),
                      sink.topic(),
                      sink.place(),
                      like.place(),
                      replaced.isPresent()
                          ? PlanChange.Placed.Kind.INSTEAD
                          : PlanChange.Placed.Kind.AS_WELL));
              outputMode(like, sink, changes);
            });
  }

  private static PlanChange refused(
      SinkOutline sink, String what, PlanChange.Difference difference, WayOut wayOut) {
    return new PlanChange.Refused(where(sink), what, difference, wayOut);
  }
}
