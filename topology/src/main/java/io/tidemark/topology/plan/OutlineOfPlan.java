package io.tidemark.topology.plan;

import io.tidemark.topology.definition.Step;
import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.PipelineOutline.SinkOutline;
import io.tidemark.topology.plan.PipelineOutline.SourceOutline;
import io.tidemark.topology.plan.PipelineOutline.StateOutline;
import io.tidemark.topology.plan.PipelineOutline.TableOutline;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes a plan down as a {@link PipelineOutline}. */
final class OutlineOfPlan {

  private final PipelinePlan plan;

  OutlineOfPlan(PipelinePlan plan) {
    this.plan = plan;
  }

  PipelineOutline outline() {
    return new PipelineOutline(
        plan.name(),
        plan.sources().stream().map(OutlineOfPlan::source).toList(),
        plan.tables().stream().map(this::table).toList(),
        plan.sinks().stream().map(OutlineOfPlan::sink).toList(),
        PaceText.of(plan.trigger()));
  }

  private static SourceOutline source(SourcePlan source) {
    return new SourceOutline(
        source.name(),
        source.topic(),
        source.partitions(),
        source.schema().columnsDdl(),
        source.files().map(f -> f.paths()).orElse(List.of()),
        lowerCase(source.badRecords()),
        PaceText.of(source));
  }

  private TableOutline table(TablePlan table) {
    return new TableOutline(
        table.name(),
        table.from(),
        steps(table, Step.Union.class).stream().map(Step.Union::with).toList(),
        table.steps().stream().map(s -> StepText.of(s.step())).toList(),
        table.schema().columnsDdl(),
        table.aggregation().map(a -> state(table, a)).stream().toList());
  }

  private StateOutline state(TablePlan table, AggregationPlan aggregation) {
    Step.GroupBy groupBy = steps(table, Step.GroupBy.class).get(0);
    Optional<Step.WithWatermark> watermark = watermark(table);
    return new StateOutline(
        table.sources().stream().map(this::input).toList(),
        groupBy.window().map(w -> StepText.window(w.window())).orElse("no window"),
        groupBy.keys(),
        groupBy.aggregates().entrySet().stream()
            .map(e -> e.getKey() + " = " + e.getValue())
            .toList(),
        watermark
            .map(Step.WithWatermark::column)
            .or(() -> groupBy.window().flatMap(w -> w.column()))
            .orElse(""),
        watermark.map(w -> StepText.text(w.delay())).orElse(""),
        aggregation.groupsSchema().columnsDdl(),
        watermark.flatMap(Step.WithWatermark::idle).map(StepText::text).orElse("never"));
  }

  private String input(String source) {
    return plan.sources().stream()
        .filter(s -> s.name().equals(source))
        .map(s -> "%s (topic %s, partitions %d)".formatted(source, s.topic(), s.partitions()))
        .findFirst()
        .orElse(source);
  }

  /** Of the table itself, or of the nearest table before it. */
  private Optional<Step.WithWatermark> watermark(TablePlan table) {
    List<Step.WithWatermark> own = steps(table, Step.WithWatermark.class);
    if (!own.isEmpty()) {
      return Optional.of(own.get(own.size() - 1));
    }
    return plan.tables().stream()
        .filter(t -> t.name().equals(table.from()))
        .findFirst()
        .flatMap(this::watermark);
  }

  private static <T extends Step> List<T> steps(TablePlan table, Class<T> kind) {
    return table.steps().stream()
        .map(PlannedStep::step)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private static SinkOutline sink(SinkPlan sink) {
    return new SinkOutline(
        sink.id(),
        sink.name(),
        lowerCase(sink.kind()),
        sink.topic(),
        sink.schema().columnsDdl(),
        sink.target().getClass().getSimpleName().toLowerCase(Locale.ROOT),
        sink.target().place(),
        sink.target() instanceof WriteDefinition.Delta delta ? delta.partitionBy() : List.of(),
        lowerCase(sink.outputMode()),
        sink.mergeKeys(),
        PaceText.of(sink.pace()));
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
