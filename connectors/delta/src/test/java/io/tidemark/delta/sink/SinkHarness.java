package io.tidemark.delta.sink;

import io.tidemark.row.Row;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.row.StructType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** A worker's side of one sink task: remembers what the task asks for. */
final class SinkHarness implements SinkTaskContext {

  static final String TOPIC = "shop.lines.rows";

  final Map<TopicPartition, Long> rewinds = new HashMap<>();
  final RecordedMetrics metrics = new RecordedMetrics();
  long timeout = -1;
  @Nullable ErrantRecordReporter reporter;

  static TopicPartition partition(int number) {
    return new TopicPartition(TOPIC, number);
  }

  static SinkRecord record(StructType schema, int partition, long offset, Row... rows) {
    return new SinkRecord(
        TOPIC,
        partition,
        null,
        null,
        null,
        new RowBatchCodec(schema).encode(Arrays.asList(rows)),
        offset);
  }

  static Map<String, String> config(Path table, StructType schema) {
    Map<String, String> config = new HashMap<>();
    config.put("name", "shop.lines");
    config.put("table.path", table.toString());
    config.put("table.schema", schema.columnsDdl());
    return config;
  }

  DeltaSinkTask start(Map<String, String> config, Clock clock) {
    DeltaSinkTask task = new DeltaSinkTask(clock, Duration.ZERO);
    task.initialize(this);
    task.start(config);
    return task;
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
  public PluginMetrics pluginMetrics() {
    return metrics;
  }

  @Override
  public @Nullable ErrantRecordReporter errantRecordReporter() {
    return reporter;
  }

  @Override
  public Map<String, String> configs() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<TopicPartition> assignment() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void pause(TopicPartition... partitions) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void resume(TopicPartition... partitions) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void requestCommit() {
    throw new UnsupportedOperationException();
  }
}
