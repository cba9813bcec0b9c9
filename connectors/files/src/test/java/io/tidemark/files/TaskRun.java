package io.tidemark.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.row.DeadLetter;
import io.tidemark.row.OffsetInventory;
import io.tidemark.row.RecordHeaders;
import io.tidemark.row.RowBatchCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * Runs a task as a host does that commits each poll's records and offsets in one transaction. Its
 * offsets and what was committed outlive a task, as they do in Kafka.
 */
final class TaskRun {

  private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
  private final List<SourceRecord> committed = new ArrayList<>();
  private boolean keepsOffsets = true;
  private Consumer<SourceRecord> taken = committed::add;
  private TaskMetrics metrics = new TaskMetrics();
  private final Map<String, String> properties;
  private JsonFileSourceTask task = new JsonFileSourceTask();

  /** A source named {@code orders} that reads a folder of JSON Lines. */
  static TaskRun of(Path folder) {
    return new TaskRun(
        Map.of("source.name", "orders", "topic", "orders", "path", folder.toString()));
  }

  TaskRun(Map<String, String> properties) {
    this.properties = new HashMap<>(properties);
  }

  TaskRun with(String key, String value) {
    properties.put(key, value);
    return this;
  }

  /** What is committed goes there, and isn't kept. */
  TaskRun to(Consumer<SourceRecord> consumer) {
    taken = consumer;
    return this;
  }

  /** Offsets are forgotten at once: what is in memory is the source's own. */
  TaskRun keepingNoOffsets() {
    keepsOffsets = false;
    return this;
  }

  TaskRun start() {
    task = new JsonFileSourceTask();
    metrics = new TaskMetrics();
    task.initialize(new Context());
    task.start(properties);
    return this;
  }

  /** One poll and its transaction; what was published, or null. */
  @Nullable List<SourceRecord> pollAndCommit() {
    List<SourceRecord> records = poll();
    if (records != null) {
      commit(records);
    }
    return records;
  }

  @Nullable List<SourceRecord> poll() {
    try {
      return task.poll();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void commit(List<SourceRecord> records) {
    commitInKafkaOnly(records);
    for (SourceRecord record : records) {
      task.commitRecord(record, null);
    }
    task.commit();
  }

  /** The transaction of which the task doesn't learn, because it is killed. */
  void commitInKafkaOnly(List<SourceRecord> records) {
    for (SourceRecord record : records) {
      if (record.topic() != null) {
        taken.accept(record);
      }
      if (record.sourceOffset() == null) {
        offsets.remove(record.sourcePartition());
      } else if (keepsOffsets) {
        offsets.put(record.sourcePartition(), offset(record));
      }
    }
  }

  /** A whole bounded run: start, everything, stop. Returns the sizes of the transactions. */
  List<Integer> runBounded() {
    with("bounded", "true").start();
    List<Integer> transactions = new ArrayList<>();
    try {
      List<SourceRecord> records = pollAndCommit();
      while (records != null) {
        transactions.add(records.size());
        records = pollAndCommit();
      }
    } finally {
      stop();
    }
    return transactions;
  }

  void stop() {
    task.stop();
  }

  List<SourceRecord> committed() {
    return committed;
  }

  /** The values published to the topic of records. */
  List<String> values() {
    return committed.stream()
        .filter(record -> record.topic().equals(properties.get("topic")))
        .map(TaskRun::value)
        .toList();
  }

  /** The reasons of the dead letters published. */
  List<String> deadLetters() {
    RowBatchCodec codec = new RowBatchCodec(DeadLetter.SCHEMA);
    int reason = DeadLetter.SCHEMA.names().indexOf("reason");
    return committed.stream()
        .filter(record -> !record.topic().equals(properties.get("topic")))
        .flatMap(record -> codec.decode((byte[]) record.value()).stream())
        .map(row -> String.valueOf(row.value(reason)))
        .toList();
  }

  Map<String, Object> offset(String path) {
    return offsets.get(Map.of("source", "orders", "path", path));
  }

  long metric(String name) {
    return metrics.value(name);
  }

  JsonFileSourceTask task() {
    return task;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> offset(SourceRecord record) {
    return (Map<String, Object>) record.sourceOffset();
  }

  static String value(SourceRecord record) {
    return new String((byte[]) record.value(), UTF_8);
  }

  static String file(SourceRecord record) {
    return (String) record.headers().lastWithName(RecordHeaders.FILE).value();
  }

  static long position(SourceRecord record) {
    return Long.parseLong((String) record.headers().lastWithName(RecordHeaders.POSITION).value());
  }

  private final class Context implements SourceTaskContext {

    @Override
    public Map<String, String> configs() {
      return properties;
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return new Offsets();
    }

    @Override
    public PluginMetrics pluginMetrics() {
      return metrics;
    }
  }

  /** So many offsets are kept. */
  int offsets() {
    return offsets.size();
  }

  private final class Offsets implements OffsetStorageReader, OffsetInventory {

    @Override
    public Iterator<Entry> entries() {
      return offsets.entrySet().stream()
          .map(stored -> new Entry(Map.copyOf(stored.getKey()), stored.getValue()))
          .toList()
          .iterator();
    }

    @Override
    public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
      return offsets.get(partition);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
      partitions.forEach(partition -> found.put(partition, offsets.get(partition)));
      return found;
    }
  }
}
