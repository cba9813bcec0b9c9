package io.tidemark.topology.build;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * From which offset of a source partition on a table gets rows: what is before it is read once more
 * for another table that begins anew, or is what this one was told to leave out.
 *
 * @param offsets by table, or by source for its records that can't be read at all, and then by
 *     source partition as {@code topic-partition}
 */
public record TableStarts(Map<String, Map<String, Long>> offsets) {

  public static final TableStarts NONE = new TableStarts(Map.of());

  public TableStarts {
    offsets = Map.copyOf(offsets);
  }

  /** 0 for a table that gets all. */
  long of(String name, TopicPartition partition) {
    return offsets.getOrDefault(name, Map.of()).getOrDefault(partition.toString(), 0L);
  }
}
