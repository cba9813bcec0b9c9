package io.tidemark.host;

import io.tidemark.row.OffsetInventory;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * A connector's source offsets, as last committed: read from their topic at the start, then kept up
 * with each transaction. Held as bytes, since there may be one for each of very many files.
 *
 * <p>Thread-safe.
 */
final class StoredOffsets implements OffsetStorageReader, OffsetInventory {

  private static final Duration POLL = Duration.ofMillis(100);

  /** Twice what a transaction of ours may take, until the broker ends it. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String connector;
  private final Map<String, byte[]> values = new ConcurrentHashMap<>();

  StoredOffsets(String connector) {
    this.connector = connector;
  }

  /**
   * Reads the topic to its end, waiting for transactions that are open in it: another source's
   * (ours are not, its producer has fenced them off).
   */
  void load(HostServices host, String topic) throws ExecutionException, InterruptedException {
    try (Consumer<byte[], byte[]> consumer = host.clients().reader(connector + "-offsets")) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = host.writtenEnds(partitions);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        if (System.nanoTime() - deadline > 0) {
          throw heldUp(topic);
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          OffsetCodec.identity(connector, record.key())
              .ifPresent(partition -> store(partition, record.value()));
        }
      }
    }
  }

  /** What a transaction has committed; a null offset forgets the partition. */
  void committed(Map<String, ?> partition, @Nullable Map<String, ?> offset) {
    store(OffsetCodec.identity(partition), OffsetCodec.value(offset));
  }

  /** The offset of a partition; null when there is none, as the interface wants it. */
  @Override
  public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
    byte[] value = values.get(OffsetCodec.identity(partition));
    return value == null ? null : OffsetCodec.offset(value);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
    for (Map<String, T> partition : partitions) {
      found.put(partition, offset(partition));
    }
    return found;
  }

  @Override
  public Iterator<Entry> entries() {
    Iterator<Map.Entry<String, byte[]>> stored = values.entrySet().iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return stored.hasNext();
      }

      @Override
      public Entry next() {
        Map.Entry<String, byte[]> next = stored.next();
        return new Entry(OffsetCodec.partition(next.getKey()), OffsetCodec.offset(next.getValue()));
      }
    };
  }

  private UserException heldUp(String topic) {
    return new UserException(
        new Problem(
            "topic " + topic,
            "a transaction that never ends keeps " + connector + " from reading its offsets",
            "find it with 'kafka-transactions.sh find-hanging' and end it with its 'abort'"));
  }

  private void store(String partition, byte @Nullable [] value) {
    if (value == null) {
      values.remove(partition);
    } else {
      values.put(partition, value);
    }
  }
}
