package io.tidemark.checkpoint;

import io.tidemark.row.problem.Problem;
import io.tidemark.topology.plan.SinkPlan;
import org.apache.kafka.common.TopicPartition;

/**
 * A reader's next record is not in its topic.
 *
 * @param reader {@code table order_lines}, or the topology
 * @param next the offset to read next
 */
record Gap(String reader, TopicPartition partition, long next, TopicRanges.Range range) {

  /** How a reader is called that is a target without a log of its own. */
  static String target(SinkPlan sink) {
    return "target " + sink.id();
  }

  /** Whether there is one: records before the topic's beginning, or an offset beyond its end. */
  static boolean isBetween(long next, TopicRanges.Range range) {
    return next < range.begin() || next > range.end();
  }

  /** Whether the topic has lost records; otherwise it is another topic, or was cut off. */
  boolean isLoss() {
    return next < range.begin();
  }

  Problem problem() {
    String where = "topic %s, partition %d".formatted(partition.topic(), partition.partition());
    if (isLoss()) {
      return new Problem(
          where,
          "%,d records that %s has not read are gone: it would read on at offset %d, and the first that is still there is %d"
              .formatted(range.begin() - next, reader, next, range.begin()),
          "run once with --accept-loss to go on without them, or begin anew with 'tidemark reset PIPELINE'");
    }
    return new Problem(
        where,
        "%s has read up to offset %d, and the topic ends at %d: it was made anew, or has lost its end"
            .formatted(reader, next, range.end()),
        "see what 'tidemark new-epoch PIPELINE' would do, or give the pipeline another name");
  }
}
