package io.tidemark.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * What a hosted sink task is given. Collects what the task asks for until the host's loop does it.
 * Owned by the sink's thread.
 */
final class SinkContext implements SinkTaskContext {

  private final Map<String, String> config;
  private final Consumer<byte[], byte[]> consumer;
  private final PluginMetrics metrics;
  private final Map<TopicPartition, Long> rewinds = new HashMap<>();
  private long timeoutMillis = -1;
  private boolean commitRequested;

  SinkContext(
      Map<String, String> config, Consumer<byte[], byte[]> consumer, PluginMetrics metrics) {
    this.config = config;
    this.consumer = consumer;
    this.metrics = metrics;
  }

  @Override
  public Map<String, String> configs() {
    return config;
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    rewinds.putAll(offsets);
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    rewinds.put(partition, offset);
  }

  @Override
  public void timeout(long millis) {
    timeoutMillis = millis;
  }

  @Override
  public Set<TopicPartition> assignment() {
    return consumer.assignment();
  }

  @Override
  public void pause(TopicPartition... partitions) {
    consumer.pause(List.of(partitions));
  }

  @Override
  public void resume(TopicPartition... partitions) {
    consumer.resume(List.of(partitions));
  }

  @Override
  public void requestCommit() {
    commitRequested = true;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return metrics;
  }

  /** Moves the consumer to where the task wants to read on; partitions it has lost are ignored. */
  void rewind() {
    Set<TopicPartition> assigned = consumer.assignment();
    rewinds.forEach(
        (partition, offset) -> {
          if (assigned.contains(partition)) {
            consumer.seek(partition, offset);
          }
        });
    rewinds.clear();
  }

  /** After how many milliseconds the task wants to be called again; forgotten by asking. */
  long takeTimeout(long otherwise) {
    long millis = timeoutMillis < 0 ? otherwise : timeoutMillis;
    timeoutMillis = -1;
    return millis;
  }

  /** Whether the task has asked for a commit since this was last called. */
  boolean takeCommitRequest() {
    boolean requested = commitRequested;
    commitRequested = false;
    return requested;
  }
}
