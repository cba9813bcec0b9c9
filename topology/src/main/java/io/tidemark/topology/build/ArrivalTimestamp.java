package io.tidemark.topology.build;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The record's own timestamp, where it has one: only shown in dead letters, never used as event
 * time. A record without one is no reason to stop, as it is by Streams' default.
 */
public final class ArrivalTimestamp implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(0, record.timestamp());
  }
}
