package io.tidemark.topology.plan;

import io.tidemark.row.StructType;
import io.tidemark.topology.definition.WriteDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan as a person reads it. */
final class PlanText {

  private final PipelinePlan plan;
  private final List<String> lines = new ArrayList<>();

  PlanText(PipelinePlan plan) {
    this.plan = plan;
  }

  List<String> lines() {
    lines.add("pipeline " + plan.name());
    plan.sources().forEach(this::source);
    plan.tables().forEach(this::table);
    lines.add("");
    lines.add("topics");
    plan.topics().forEach(t -> lines.add("  " + topic(t.name(), t.partitions())));
    lines.add("");
    lines.add("delta tables");
    plan.sinks().stream().filter(PlanText::isDelta).forEach(this::sink);
    if (!plan.sinks().stream().allMatch(PlanText::isDelta)) {
      lines.add("");
      lines.add("other targets");
      plan.sinks().stream().filter(s -> !isDelta(s)).forEach(this::sink);
    }
    if (!plan.warnings().isEmpty()) {
      lines.add("");
      lines.add("warnings");
      plan.warnings().forEach(w -> lines.add("  " + w));
    }
    return lines;
  }

  private void source(SourcePlan source) {
    lines.add("");
    lines.add("source " + source.name());
    String input =
        source
            .files()
            .map(f -> "files " + String.join(", ", f.paths()) + " → ")
            .or(() -> source.delta().map(d -> "delta " + d.path() + " → "))
            .orElse("");
    lines.add("  " + input + "topic " + topic(source.topic(), source.partitions()));
    lines.add("  bad records: " + source.badRecords().name().toLowerCase(Locale.ROOT));
    columns(source.schema());
    if (!source.readSchema().equals(source.schema())) {
      lines.add("  read: " + String.join(", ", source.readSchema().names()));
    }
  }

  private static String topic(String name, int partitions) {
    return "%s (%d partition%s)".formatted(name, partitions, partitions == 1 ? "" : "s");
  }

  private void table(TablePlan table) {
    lines.add("");
    lines.add("table " + table.name() + " from " + table.from());
    String rows = "1 " + String.join(" or ", table.sources()) + " record";
    StringBuilder fanOut = new StringBuilder();
    for (int i = 0; i < table.steps().size(); i++) {
      PlannedStep step = table.steps().get(i);
      lines.add("  %d  %s".formatted(i, StepText.of(step.step())));
      if (!step.fanOut().isEmpty()) {
        fanOut.append(' ').append(step.fanOut());
        lines.add("     fan-out: " + rows + fanOut);
      }
      columns(step.schema());
    }
    if (table.steps().isEmpty()) {
      columns(table.schema());
    }
  }

  private void columns(StructType schema) {
    lines.add(
        "     "
            + schema.fields().stream()
                .map(f -> f.name() + " " + f.type().ddl())
                .collect(Collectors.joining(", ")));
  }

  private void sink(SinkPlan sink) {
    String what = sink.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    lines.add("  %s %s: %s → %s".formatted(what, sink.name(), sink.topic(), text(sink.target())));
  }

  private static boolean isDelta(SinkPlan sink) {
    return sink.target() instanceof WriteDefinition.Delta;
  }

  private static String text(WriteDefinition target) {
    if (target instanceof WriteDefinition.Delta delta && !delta.partitionBy().isEmpty()) {
      return delta.path() + ", partitioned by " + String.join(", ", delta.partitionBy());
    }
    return target.place();
  }
}
