package io.tidemark.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Remembers what it is called with; an empty {@code put} is remembered once in a row. */
class RecordingSink extends SinkTask {

  private final List<String> calls = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  final synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  final synchronized List<String> values() {
    return List.copyOf(values);
  }

  final synchronized void called(String call) {
    if (calls.isEmpty() || !calls.get(calls.size() - 1).equals(call)) {
      calls.add(call);
    }
  }

  @Override
  public void start(Map<String, String> config) {
    called("start");
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    called("open " + partitions.size());
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    synchronized (this) {
      records.forEach(record -> values.add(new String((byte[]) record.value(), UTF_8)));
    }
    called(records.isEmpty() ? "caught up" : "put");
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    called("preCommit");
    return offsets;
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    called("close " + partitions.size());
  }

  @Override
  public void stop() {
    called("stop");
  }

  @Override
  public String version() {
    return "test";
  }
}
