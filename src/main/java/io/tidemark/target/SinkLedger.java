package io.tidemark.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.host.HostServices;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * How far targets have got that keep no log of their own: a compacted topic with one partition, by
 * the target's name. Unlike a consumer group's offsets it is kept for ever, and is written in the
 * very transaction that it speaks of.
 */
final class SinkLedger {

  private static final Duration POLL = Duration.ofMillis(100);

  /** Longer than any transaction of a target may take. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HostServices host;
  private final String topic;

  SinkLedger(HostServices host, String topic) {
    this.host = host;
    this.topic = topic;
  }

  /** An entry to be sent in a transaction. */
  ProducerRecord<byte[], byte[]> entry(String key, byte[] value) {
    return new ProducerRecord<>(topic, 0, key.getBytes(UTF_8), value);
  }

  /** The same, to forget a key. */
  ProducerRecord<byte[], byte[]> removal(String key) {
    return new ProducerRecord<>(topic, 0, key.getBytes(UTF_8), null);
  }

  /** The last committed entry of each key; waits for transactions that are open meanwhile. */
  Map<String, byte[]> load(String reader, Predicate<String> keys)
      throws ExecutionException, InterruptedException {
    TopicPartition partition = new TopicPartition(topic, 0);
    Map<String, byte[]> entries = new HashMap<>();
    try (Consumer<byte[], byte[]> consumer = host.clients().reader(reader + "-ledger")) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = host.writtenEnds(List.of(partition)).get(partition);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(partition) < end) {
        if (System.nanoTime() - deadline > 0) {
          throw heldUp(reader);
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          String key = new String(record.key(), UTF_8);
          if (keys.test(key)) {
            keep(entries, key, record);
          }
        }
      }
    }
    return entries;
  }

  private static void keep(
      Map<String, byte[]> entries, String key, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      entries.remove(key);
    } else {
      entries.put(key, record.value());
    }
  }

  private UserException heldUp(String reader) {
    return new UserException(
        new Problem(
            "topic " + topic,
            "a transaction that never ends keeps " + reader + " from reading how far it has got",
            "find it with 'kafka-transactions.sh find-hanging' and end it with its 'abort'"));
  }
}
