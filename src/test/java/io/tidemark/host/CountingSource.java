package io.tidemark.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the numbers from 0 to {@code until}, {@code batch} at a time; its offset is the next.
 */
final class CountingSource extends SourceTask {

  static final Map<String, String> PARTITION = Map.of("numbers", "natural");

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<String> calls = new ArrayList<>();
  private long next;
  private long until;
  private int batch;
  private String topic = "";

  static Map<String, String> config(String topic, int until, int batch) {
    return Map.of("topic", topic, "until", "" + until, "batch", "" + batch);
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  private synchronized void called(String call) {
    calls.add(call);
  }

  @Override
  public void start(Map<String, String> config) {
    called("start");
    topic = config.get("topic");
    until = Long.parseLong(config.get("until"));
    batch = Integer.parseInt(config.get("batch"));
    Map<String, Object> offset = context.offsetStorageReader().offset(PARTITION);
    next = offset == null ? 0 : (Long) offset.get("next");
  }

  @Override
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    if (next >= until) {
      stopped.await(50, TimeUnit.MILLISECONDS);
      return null;
    }
    List<SourceRecord> records = new ArrayList<>();
    for (int i = 0; i < batch && next < until; i++) {
      byte[] value = Long.toString(next).getBytes(StandardCharsets.UTF_8);
      next++;
      records.add(
          new SourceRecord(
              PARTITION, Map.of("next", next), topic, Schema.OPTIONAL_BYTES_SCHEMA, value));
    }
    return records;
  }

  @Override
  public void commit() {
    called("commit");
  }

  @Override
  public void stop() {
    called("stop");
    stopped.countDown();
  }

  @Override
  public String version() {
    return "test";
  }
}
