package io.tidemark.run;

import io.tidemark.run.WindowSummary.Holder;
import io.tidemark.topology.build.PipelineProgress.AggregationProgress;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Puts together, from what the tasks of this process say, how far a table's windows have got.
 *
 * @param tasks one per partition of each windowed table
 */
record WindowReport(PipelinePlan plan, List<AggregationProgress> tasks) {

  WindowReport {
    tasks = List.copyOf(tasks);
  }

  /** Empty for a table without windows, and before a task here has said anything. */
  Optional<WindowSummary> of(String table) {
    boolean hasWindows =
        plan.tables().stream()
            .filter(t -> t.name().equals(table))
            .map(TablePlan::aggregation)
            .flatMap(Optional::stream)
            .anyMatch(a -> a.window().isPresent());
    List<AggregationProgress> parts =
        hasWindows ? tasks.stream().filter(a -> a.table().equals(table)).toList() : List.of();
    return parts.isEmpty() ? Optional.empty() : Optional.of(of(parts));
  }

  private WindowSummary of(List<AggregationProgress> parts) {
    Optional<AggregationProgress> least =
        parts.stream()
            .filter(part -> part.watermark().isPresent())
            .min(Comparator.comparing(part -> part.watermark().orElse(Instant.MIN)));
    Optional<TopicPartition> holder =
        least
            .flatMap(AggregationProgress::holder)
            .or(() -> parts.stream().flatMap(part -> part.holder().stream()).findFirst());
    return new WindowSummary(
        least.flatMap(AggregationProgress::watermark),
        holder.map(this::named),
        parts.stream().mapToLong(AggregationProgress::openWindows).sum());
  }

  private Holder named(TopicPartition partition) {
    String source =
        plan.sources().stream()
            .filter(s -> s.topic().equals(partition.topic()))
            .map(SourcePlan::name)
            .findFirst()
            .orElse(partition.topic());
    return new Holder(source, partition.partition());
  }
}
