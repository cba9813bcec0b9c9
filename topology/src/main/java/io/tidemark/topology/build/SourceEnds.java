package io.tidemark.topology.build;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells how far the sources reach, so that it is known whether a partition has been read to its
 * end.
 */
public interface SourceEnds {

  /**
   * The ends of these partitions, asked of Kafka after this call, never before.
   *
   * <p>Returns at once; completes on a thread of its own. Fails when Kafka can't be asked now; the
   * caller asks again later.
   */
  CompletionStage<Map<TopicPartition, End>> ask(Set<TopicPartition> partitions);

  /**
   * The offset after the last record of a partition.
   *
   * @param committed as a read-committed consumer sees it (the last stable offset)
   * @param written including open transactions (the high watermark)
   */
  record End(long committed, long written) {

    /** Whether a reader at this position has read all there is, and none of it is in doubt. */
    public boolean isReachedBy(long position) {
      return committed == written && position >= written;
    }
  }
}
