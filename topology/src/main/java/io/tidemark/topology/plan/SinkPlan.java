package io.tidemark.topology.plan;

import io.tidemark.row.StructType;
import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.definition.Pace;
import io.tidemark.topology.definition.WriteDefinition;
import java.util.List;

/**
 * A topic of row batches and the one target that it goes to.
 *
 * @param id unique in the pipeline, and the same at each run: connector, consumer group and
 *     transactional ids are named after it
 * @param mergeKeys with update and complete, the columns that tell one row from another; none:
 *     there is one row at most
 * @param name of the table, or of the source whose dead letters these are
 * @param where the target is in the file, for problems that only show when it is run
 */
public record SinkPlan(
    String id,
    String name,
    Kind kind,
    String topic,
    StructType schema,
    WriteDefinition target,
    OutputMode outputMode,
    List<String> mergeKeys,
    Pace pace,
    String where) {

  public SinkPlan {
    mergeKeys = List.copyOf(mergeKeys);
  }

  /** The same at another pace. */
  SinkPlan with(Pace other) {
    return new SinkPlan(id, name, kind, topic, schema, target, outputMode, mergeKeys, other, where);
  }

  /** What the rows are. */
  public enum Kind {
    TABLE,
    DEAD_LETTER,
    LATE
  }
}
