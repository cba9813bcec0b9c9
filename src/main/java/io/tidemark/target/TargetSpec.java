package io.tidemark.target;

import io.tidemark.row.RowBatchReader;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.SinkPlan;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * A target to write.
 *
 * @param pipeline its name
 * @param earlier schemas of rows that may still be in the topic: columns were added since
 * @param place where it is written
 * @param trigger when a batch begins
 */
public record TargetSpec(
    String pipeline, SinkPlan sink, List<StructType> earlier, Place place, Trigger trigger) {

  /**
   * Where a target is written, and where it is kept how far.
   *
   * @param ledgerTopic compacted, where it is kept how far targets have got
   * @param instance names this process in the consumer group, the same after a restart
   */
  public record Place(String ledgerTopic, String instance) {}

  /** So many rows are a transaction that a database takes well. */
  private static final long DEFAULT_MAX_ROWS = 100_000;

  public TargetSpec {
    earlier = List.copyOf(earlier);
  }

  String ledgerTopic() {
    return place.ledgerTopic();
  }

  String instance() {
    return place.instance();
  }

  /** Reads the rows of the table's topic. */
  RowBatchReader batchReader() {
    return new RowBatchReader(sink.schema(), earlier);
  }

  /** Names the consumer group, transactions and metrics of the target. */
  String name() {
    return pipeline + "." + sink.id();
  }

  /** How many rows end a batch; {@code once} has all in one. */
  long maxRows() {
    return trigger instanceof Trigger.Once
        ? Long.MAX_VALUE
        : sink.pace().maxRows().orElse(DEFAULT_MAX_ROWS);
  }

  /**
   * An offset to go on from.
   *
   * @param begin the first offset that the partition still has
   * @throws UserException if rows that the target has not had are not there any more
   */
  long requireKept(TopicPartition partition, long offset, long begin) {
    if (begin <= offset) {
      return offset;
    }
    throw new UserException(
        new Problem(
            "table " + sink.id(),
            "%,d records of %s from offset %d on were deleted before the target had them"
                .formatted(begin - offset, partition, offset),
            "run once with --accept-loss to go on without them, and give the topic a longer"
                + " retention.ms"));
  }

  String group() {
    return "connect-" + name();
  }
}
