package io.tidemark.topology.build;

import io.tidemark.topology.plan.PipelinePlan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the topology of this process has got: written by its tasks, read by triggers and by what
 * shows progress. Thread-safe. Counts are of this run.
 */
public final class PipelineProgress {

  private final PipelinePlan plan;

  public PipelineProgress(PipelinePlan plan) {
    this.plan = plan;
  }

  /**
   * @param records read
   * @param bad of these, set aside (or, permissive, read with nulls for what could not be read)
   */
  public record SourceCounts(long records, long bad) {}

  /**
   * @param rows sent on their way to the table
   * @param late rows that came too late
   */
  public record TableCounts(long rows, long late) {}

  /**
   * What an aggregating task has applied.
   *
   * @param watermark empty before the first event time
   * @param positions of the source partitions in the snapshot that the watermark was last decided
   *     on
   * @param isFinal whether all source partitions had been read to their end in that snapshot
   */
  public record AggregationProgress(
      String table,
      int partition,
      Optional<Instant> watermark,
      Map<TopicPartition, Long> positions,
      boolean isFinal) {}

  /** By name of the source; every source is there. */
  public Map<String, SourceCounts> sources() {
    throw new UnsupportedOperationException(plan.name());
  }

  /** By name of the table; every table is there. */
  public Map<String, TableCounts> tables() {
    throw new UnsupportedOperationException(plan.name());
  }

  /**
   * The offset before which everything is processed, per source partition that this process has.
   */
  public Map<TopicPartition, Long> positions() {
    throw new UnsupportedOperationException(plan.name());
  }

  /** One per partition of each windowed table that this process aggregates. */
  public List<AggregationProgress> aggregations() {
    throw new UnsupportedOperationException(plan.name());
  }

  /**
   * Whether everything before these ends is processed: every source partition named is at its end
   * or past it, and every partition of every windowed table has applied a watermark that was
   * decided on such positions. Nothing is said about commits: close Streams to have it all
   * committed.
   */
  public boolean hasReached(Map<TopicPartition, Long> ends) {
    throw new UnsupportedOperationException(plan.name() + ends);
  }
}
