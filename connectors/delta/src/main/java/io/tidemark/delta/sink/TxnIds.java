package io.tidemark.delta.sink;

import org.apache.kafka.common.TopicPartition;

/**
 * Under which ids a table's log keeps how far a sink has written each partition: the {@code txn} of
 * an id has the next offset to read as its version.
 */
public final class TxnIds {

  private TxnIds() {}

  /** The id in the log; part of the table for its life, so this text must not change. */
  public static String of(String appId, TopicPartition partition) {
    return appId + "/" + partition.topic() + "-" + partition.partition();
  }
}
