package io.tidemark.delta.sink;

import io.tidemark.row.Row;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.row.StructType;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A worker's side of a sink task: records what the task asks for. */
final class SinkHarness implements SinkTaskContext {

  static final String TOPIC = "shop.lines.rows";

  private final RowBatchCodec codec;
  private final Set<TopicPartition> assignment = new LinkedHashSet<>();
  final Map<TopicPartition, Long> rewinds = new HashMap<>();
  long timeout = -1;

  SinkHarness(StructType schema) {
    this.codec = new RowBatchCodec(schema);
  }

  static TopicPartition partition(int number) {
    return new TopicPartition(TOPIC, number);
  }

  SinkRecord record(int partition, long offset, Row... rows) {
    return new SinkRecord(
        TOPIC, partition, null, null, null, codec.encode(Arrays.asList(rows)), offset);
  }

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    rewinds.putAll(offsets);
  }

  @Override
  public void offset(TopicPartition tp, long offset) {
    rewinds.put(tp, offset);
  }

  @Override
  public void timeout(long timeoutMs) {
    timeout = timeoutMs;
  }

  @Override
  public Set<TopicPartition> assignment() {
    return assignment;
  }

  void assign(Collection<TopicPartition> partitions) {
    assignment.addAll(partitions);
  }

  @Override
  public void pause(TopicPartition... partitions) {
    throw new UnsupportedOperationException(List.of(partitions).toString());
  }

  @Override
  public void resume(TopicPartition... partitions) {
    throw new UnsupportedOperationException(List.of(partitions).toString());
  }

  @Override
  public void requestCommit() {
    throw new UnsupportedOperationException();
  }

  @Override
  public PluginMetrics pluginMetrics() {
    throw new NoSuchMethodError("as on an older worker");
  }
}
