package io.tidemark.delta.source;

import io.tidemark.row.RecordHeaders;
import io.tidemark.row.Row;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * Runs a task as a host does that commits each poll's records and offsets in one transaction. Its
 * offsets and what was committed outlive a task, as they do in Kafka.
 */
final class SourceRun implements SourceTaskContext, OffsetStorageReader, PluginMetrics {

  private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
  private final List<SourceRecord> committed = new ArrayList<>();
  private final Map<String, MetricValueProvider<?>> metrics = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private DeltaSourceTask task = new DeltaSourceTask();

  SourceRun(String path) {
    with("path", path).with("topic", "events").with("source.name", "s");
    with("poll.interval.ms", "10");
  }

  SourceRun with(String key, Object value) {
    properties.put(key, value.toString());
    return this;
  }

  SourceRun without(String key) {
    properties.remove(key);
    return this;
  }

  SourceRun start() {
    task = new DeltaSourceTask();
    task.initialize(this);
    task.start(properties);
    return this;
  }

  /** A poll whose transaction is lost, with the task. */
  @Nullable List<SourceRecord> poll() {
    try {
      return task.poll();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One poll and its transaction; what was published, or null. */
  @SuppressWarnings("unchecked")
  @Nullable List<SourceRecord> pollAndCommit() {
    List<SourceRecord> records = poll();
    if (records != null) {
      for (SourceRecord record : records) {
        committed.add(record);
        offsets.put(record.sourcePartition(), (Map<String, Object>) record.sourceOffset());
      }
    }
    return records;
  }

  /** Polls until there is nothing new; how many records each transaction had. */
  List<Integer> drain() {
    List<Integer> transactions = new ArrayList<>();
    for (List<SourceRecord> records = pollAndCommit(); records != null; records = pollAndCommit()) {
      transactions.add(records.size());
    }
    return transactions;
  }

  /** A whole bounded run. */
  List<Integer> runBounded() {
    with("bounded", true).start();
    try {
      return drain();
    } finally {
      stop();
    }
  }

  void stop() {
    task.stop();
  }

  List<SourceRecord> committed() {
    return committed;
  }

  /** All rows that were committed, of records with these columns. */
  List<Row> rows(String ddl) {
    return rows(committed, ddl);
  }

  static List<Row> rows(List<SourceRecord> records, String ddl) {
    RowBatchCodec codec = new RowBatchCodec(StructType.fromDdl(ddl));
    return records.stream().flatMap(r -> codec.decode((byte[]) r.value()).stream()).toList();
  }

  /** The one offset there is; null when there is none. */
  @Nullable Map<String, Object> offset() {
    return offset(Map.of("source", "s", "path", properties.get("path")));
  }

  void alterOffset(Map<String, Object> offset) {
    offsets.put(Map.of("source", "s", "path", properties.get("path")), offset);
  }

  static String file(SourceRecord record) {
    return (String) record.headers().lastWithName(RecordHeaders.FILE).value();
  }

  static long position(SourceRecord record) {
    return Long.parseLong((String) record.headers().lastWithName(RecordHeaders.POSITION).value());
  }

  long metric(String name) {
    return ((Gauge<?>) metrics.get(name)).value(null, 0) instanceof Long value ? value : -99;
  }

  Collection<String> metrics() {
    return metrics.keySet();
  }

  @Override
  public Map<String, String> configs() {
    return properties;
  }

  @Override
  public OffsetStorageReader offsetStorageReader() {
    return this;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return this;
  }

  @Override
  public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
    return offsets.get(partition);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    throw new UnsupportedOperationException("one partition, one offset");
  }

  @Override
  @SuppressWarnings("NonApiType") // the interface has it so
  public MetricName metricName(
      String name, String description, LinkedHashMap<String, String> tags) {
    return new MetricName(name, "plugins", description, tags);
  }

  @Override
  public void addMetric(MetricName metricName, MetricValueProvider<?> provider) {
    metrics.put(metricName.name(), provider);
  }

  @Override
  public void removeMetric(MetricName metricName) {
    metrics.remove(metricName.name());
  }

  @Override
  public Sensor addSensor(String name) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  public void removeSensor(String name) {
    throw new UnsupportedOperationException(name);
  }
}
