package io.tidemark.topology.build;

import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the topology of this process has got: written by its tasks, read by triggers and by what
 * shows progress. Thread-safe. Counts are of this run; what a task does twice, because its first
 * transaction was abandoned, counts twice.
 */
public final class PipelineProgress {

  private final Map<String, Counter> sources = new LinkedHashMap<>();
  private final Map<String, Counter> tables = new LinkedHashMap<>();
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private final Map<TopicPartition, AggregationProgress> aggregations = new ConcurrentHashMap<>();
  private final Map<TopicPartition, AggregationProgress> last = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Set<String>> expected = new LinkedHashMap<>();

  public PipelineProgress(PipelinePlan plan) {
    Map<String, String> topics =
        plan.sources().stream().collect(Collectors.toMap(SourcePlan::name, SourcePlan::topic));
    plan.sources().forEach(s -> sources.put(s.name(), new Counter()));
    for (TablePlan table : plan.tables()) {
      tables.put(table.name(), new Counter());
      Set<String> read = table.sources().stream().map(topics::get).collect(Collectors.toSet());
      table
          .groupsTopic()
          .ifPresent(
              topic -> {
                for (int i = 0; i < table.partitions(); i++) {
                  expected.put(new TopicPartition(topic, i), read);
                }
              });
    }
  }

  /** What goes right, and what of it, or beside it, does not. */
  private record Counter(LongAdder good, LongAdder other) {
    Counter() {
      this(new LongAdder(), new LongAdder());
    }
  }

  /**
   * What has been read of a source.
   *
   * @param records read
   * @param bad of these, set aside as a whole or for a table
   */
  public record SourceCounts(long records, long bad) {}

  /**
   * What has become of it in a table.
   *
   * @param rows sent on their way to the table
   * @param late rows that came too late
   */
  public record TableCounts(long rows, long late) {}

  /**
   * What an aggregating task has applied: all windows that the watermark closes are emitted, and
   * committed.
   *
   * @param watermark empty before the first event time
   * @param positions of the source partitions in the snapshot that the watermark was last decided
   *     on
   * @param holder the source partition that holds the watermark back: the least advanced of those
   *     that had not been read to their end in that snapshot; empty when all had
   * @param openWindows that have rows and have not closed; without windows, groups
   */
  public record AggregationProgress(
      String table,
      int partition,
      Optional<Instant> watermark,
      Map<TopicPartition, Long> positions,
      Optional<TopicPartition> holder,
      long openWindows) {

    public AggregationProgress {
      positions = Map.copyOf(positions);
    }
  }

  /** By name of the source; every source is there. */
  public Map<String, SourceCounts> sources() {
    Map<String, SourceCounts> counts = new LinkedHashMap<>();
    sources.forEach((n, c) -> counts.put(n, new SourceCounts(c.good().sum(), c.other().sum())));
    return counts;
  }

  /** By name of the table; every table is there. */
  public Map<String, TableCounts> tables() {
    Map<String, TableCounts> counts = new LinkedHashMap<>();
    tables.forEach((n, c) -> counts.put(n, new TableCounts(c.good().sum(), c.other().sum())));
    return counts;
  }

  /**
   * The offset before which everything is processed, per source partition that this process has.
   */
  public Map<TopicPartition, Long> positions() {
    return Map.copyOf(positions);
  }

  /** One per partition of each windowed table that this process aggregates. */
  public List<AggregationProgress> aggregations() {
    return List.copyOf(aggregations.values());
  }

  /** The same, and if there is none, what those said last that have ended here. */
  public List<AggregationProgress> lastAggregations() {
    return List.copyOf((aggregations.isEmpty() ? last : aggregations).values());
  }

  /**
   * Whether everything before these ends is processed: every source partition named is at its end
   * or past it, and every partition of every windowed table has applied a watermark that was
   * decided on such positions and committed what that emitted. That what is read of the sources is
   * committed too is not said: see the consumer group.
   */
  public boolean hasReached(Map<TopicPartition, Long> ends) {
    return hasReached(ends, positions)
        && expected.entrySet().stream().allMatch(e -> hasApplied(e.getKey(), e.getValue(), ends));
  }

  private boolean hasApplied(
      TopicPartition groups, Set<String> topics, Map<TopicPartition, Long> ends) {
    AggregationProgress applied = aggregations.get(groups);
    if (applied == null) {
      return false;
    }
    Map<TopicPartition, Long> ownEnds =
        ends.entrySet().stream()
            .filter(e -> topics.contains(e.getKey().topic()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return hasReached(ownEnds, applied.positions());
  }

  private static boolean hasReached(
      Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
    return ends.entrySet().stream()
        .allMatch(e -> positions.getOrDefault(e.getKey(), -1L) >= e.getValue());
  }

  void read(String source, int records) {
    counter(sources, source).good().add(records);
  }

  void setAside(String source, int records) {
    counter(sources, source).other().add(records);
  }

  void rows(String table, int count) {
    counter(tables, table).good().add(count);
  }

  void late(String table, int count) {
    counter(tables, table).other().add(count);
  }

  void position(TopicPartition partition, long position) {
    positions.put(partition, position);
  }

  void applied(TopicPartition groups, AggregationProgress progress) {
    aggregations.put(groups, progress);
    last.put(groups, progress);
  }

  /** A task of this process has ended; its partition is another's now. */
  void ended(TopicPartition partition) {
    positions.remove(partition);
    aggregations.remove(partition);
  }

  private static Counter counter(Map<String, Counter> counters, String name) {
    Counter counter = counters.get(name);
    if (counter == null) {
      throw new IllegalStateException(name + " is not part of the plan");
    }
    return counter;
  }
}
