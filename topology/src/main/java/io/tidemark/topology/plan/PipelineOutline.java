package io.tidemark.topology.plan;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a plan outlives a run, as text: it can be kept, read back by a later version, and
 * compared with the plan of a changed file ({@link PlanComparison}).
 *
 * <p>Texts that outlines of earlier versions don't have are empty: what they were isn't known.
 *
 * @param tables each after those that it is made of
 * @param trigger of the file, not of a run that is given another
 */
public record PipelineOutline(
    String pipeline,
    List<SourceOutline> sources,
    List<TableOutline> tables,
    List<SinkOutline> sinks,
    String trigger) {

  public PipelineOutline {
    trigger = orUnknown(trigger);
    sources = List.copyOf(sources);
    tables = List.copyOf(tables);
    sinks = List.copyOf(sinks);
  }

  private static String orUnknown(@Nullable String text) {
    return text == null ? "" : text;
  }

  public static PipelineOutline of(PipelinePlan plan) {
    return new OutlineOfPlan(plan).outline();
  }

  /**
   * A source.
   *
   * @param schema DDL of all declared columns
   * @param files paths that it reads; none: anyone produces to the topic
   * @param batches what bounds its micro-batches
   */
  public record SourceOutline(
      String name,
      String topic,
      int partitions,
      String schema,
      List<String> files,
      String badRecords,
      String batches) {

    public SourceOutline {
      batches = orUnknown(batches);
      files = List.copyOf(files);
    }
  }

  /**
   * A table.
   *
   * @param from the source or table that it is made of; {@code unions} those that its steps add
   * @param steps a line each
   * @param schema DDL of its rows
   * @param state none for a table that keeps nothing between records, and so has one entry at most
   */
  public record TableOutline(
      String name,
      String from,
      List<String> unions,
      List<String> steps,
      String schema,
      List<StateOutline> state) {

    public TableOutline {
      unions = List.copyOf(unions);
      steps = List.copyOf(steps);
      state = List.copyOf(state);
    }

    public boolean hasState() {
      return !state.isEmpty();
    }

    /** Whether its rows are made of that table's or source's rows, at first hand. */
    public boolean isMadeOf(String name) {
      return from.equals(name) || unions.contains(name);
    }
  }

  /**
   * What the state of a table depends on: were one of these another, what is kept would mean
   * something else.
   *
   * @param inputs its sources with their partitions: watermark reports go by their order
   * @param eventTime the column of its {@code with_watermark}, or that windows are cut by; empty
   *     without either
   * @param delay of the watermark; it may change
   * @param idle of the watermark; it may change
   * @param groups DDL of the rows on their way to it
   */
  public record StateOutline(
      List<String> inputs,
      String window,
      List<String> keys,
      List<String> aggregates,
      String eventTime,
      String delay,
      String groups,
      String idle) {

    public StateOutline {
      idle = orUnknown(idle);
      inputs = List.copyOf(inputs);
      keys = List.copyOf(keys);
      aggregates = List.copyOf(aggregates);
    }
  }

  /**
   * A topic of rows and one target of it.
   *
   * @param id unique in the pipeline, but another when a table's targets are reordered
   * @param name of the table or, of dead letters, the source
   * @param kind as {@link SinkPlan.Kind}, in lower case
   * @param schema DDL of the rows
   * @param target what it is: {@code delta}
   * @param place where it is: a path
   * @param mergeKeys by which rows replace those of before; none where none do, and in outlines of
   *     before this was kept
   * @param pace when its batches begin, and how large they are
   */
  public record SinkOutline(
      String id,
      String name,
      String kind,
      String topic,
      String schema,
      String target,
      String place,
      List<String> partitionBy,
      String outputMode,
      List<String> mergeKeys,
      String pace) {

    static final String DELTA = "delta";

    public SinkOutline {
      partitionBy = List.copyOf(partitionBy);
      mergeKeys = mergeKeys == null ? List.of() : List.copyOf(mergeKeys);
      pace = orUnknown(pace);
    }

    public boolean isDelta() {
      return target.equals(DELTA);
    }

    boolean isAt(SinkOutline other) {
      return topic.equals(other.topic) && target.equals(other.target) && place.equals(other.place);
    }
  }

  public Optional<SourceOutline> source(String name) {
    return sources.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  public Optional<TableOutline> table(String name) {
    return tables.stream().filter(t -> t.name().equals(name)).findFirst();
  }

  /** The sink with the same rows, target and place. */
  public Optional<SinkOutline> sinkAt(SinkOutline sink) {
    return sinks.stream().filter(s -> s.isAt(sink)).findFirst();
  }

  /** The schema of a topic's rows. */
  public Optional<String> rowsOf(String topic) {
    return sinks.stream().filter(s -> s.topic().equals(topic)).map(SinkOutline::schema).findFirst();
  }
}
