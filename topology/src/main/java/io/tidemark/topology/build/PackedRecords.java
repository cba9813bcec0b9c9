package io.tidemark.topology.build;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values on their way to a topic, put together into fewer and larger Kafka records: each costs the
 * broker, and whoever reads it, far more than its bytes. A packed value is the values one after
 * another; they must tell their own ends. Values of one partition stay in order. Owned by a task.
 */
final class PackedRecords {

  /** A record is complete when it has so many bytes. */
  private static final int ENOUGH_BYTES = 64 << 10;

  private final Forward forward;
  private final Map<Integer, ByteArrayOutputStream> waiting = new LinkedHashMap<>();

  /** Where complete records go. */
  interface Forward {
    void record(byte[] value, Target target);
  }

  PackedRecords(Forward forward) {
    this.forward = forward;
  }

  void add(byte[] value, Target target) {
    target.partitions().forEach(partition -> add(value, partition));
  }

  /** As {@link #add}, in a record of its own. */
  void addAlone(byte[] value, Target target) {
    for (int partition : target.partitions()) {
      flush(partition);
      forward.record(value, Target.of(partition));
    }
  }

  private void add(byte[] value, int partition) {
    ByteArrayOutputStream before =
        waiting.computeIfAbsent(partition, p -> new ByteArrayOutputStream());
    if (before.size() + value.length > ENOUGH_BYTES) {
      flush(partition);
    }
    before.writeBytes(value);
  }

  /** Sends what waits; to be called before the transaction ends. */
  void flush() {
    waiting.keySet().forEach(this::flush);
  }

  private void flush(int partition) {
    ByteArrayOutputStream values = waiting.get(partition);
    if (values != null && values.size() > 0) {
      forward.record(values.toByteArray(), Target.of(partition));
      values.reset();
    }
  }
}
