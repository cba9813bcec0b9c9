package io.tidemark.target;

import io.tidemark.host.HostServices;
import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.SinkPlan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * How far targets have got that keep no log of their own, for whoever looks at it or changes it
 * while nobody works on them.
 */
public final class TargetProgress {

  private static final Duration TRANSACTION = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final HostServices host;
  private final String topic;
  private final SinkLedger ledger;

  /**
   * @param ledgerTopic where it is kept, which must be there
   */
  public TargetProgress(HostServices host, String ledgerTopic) {
    this.host = host;
    this.topic = ledgerTopic;
    this.ledger = new SinkLedger(host, ledgerTopic);
  }

  /** The next offset to read of each partition that a target has noted. */
  public Map<TopicPartition, Long> of(SinkPlan sink)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> next = new HashMap<>();
    entries(sink)
        .forEach(
            (key, value) -> {
              if (isOfTopic(sink)) {
                next.put(partition(sink, key), offset(value));
              } else {
                BatchPlan last = BatchPlan.fromJson(value);
                (last.isDone() ? last.to() : last.from())
                    .forEach((p, o) -> next.put(new TopicPartition(sink.topic(), p), o));
              }
            });
    return next;
  }

  /**
   * Lets targets begin with the first record of their topics, which are not those that they were;
   * the ids of batches go on.
   */
  public void beginAnew(Collection<SinkPlan> sinks)
      throws ExecutionException, InterruptedException {
    List<ProducerRecord<byte[], byte[]>> changed = new ArrayList<>();
    for (SinkPlan sink : sinks) {
      entries(sink)
          .forEach(
              (key, value) ->
                  changed.add(
                      isOfTopic(sink)
                          ? ledger.removal(key)
                          : ledger.entry(key, BatchPlan.fromJson(value).anew().toJson())));
    }
    write(changed);
  }

  /**
   * Lets a target go on behind records that are gone. A batch that was to have some of them is
   * given up.
   */
  public void skip(SinkPlan sink, TopicPartition partition, long next)
      throws ExecutionException, InterruptedException {
    List<ProducerRecord<byte[], byte[]>> changed = new ArrayList<>();
    entries(sink)
        .forEach(
            (key, value) -> {
              if (!isOfTopic(sink)) {
                BatchPlan plan = BatchPlan.fromJson(value).without(partition.partition(), next);
                changed.add(ledger.entry(key, plan.toJson()));
              } else if (partition(sink, key).equals(partition)) {
                changed.add(ledger.entry(key, text(next)));
              }
            });
    write(changed);
  }

  private Map<String, byte[]> entries(SinkPlan sink)
      throws ExecutionException, InterruptedException {
    return ledger.load(
        topic, isOfTopic(sink) ? key -> key.startsWith(sink.id() + "/") : sink.id()::equals);
  }

  private void write(List<ProducerRecord<byte[], byte[]>> entries) {
    if (entries.isEmpty()) {
      return;
    }
    Producer<byte[], byte[]> producer =
        host.clients().transactionalProducer(topic + "-change", TRANSACTION);
    try {
      producer.initTransactions();
      producer.beginTransaction();
      entries.forEach(producer::send);
      producer.commitTransaction();
    } finally {
      producer.close(CLOSE_TIMEOUT);
    }
  }

  private static boolean isOfTopic(SinkPlan sink) {
    return sink.target() instanceof WriteDefinition.Topic;
  }

  private static TopicPartition partition(SinkPlan sink, String key) {
    return new TopicPartition(
        sink.topic(), Integer.parseInt(key.substring(sink.id().length() + 1)));
  }

  private static long offset(byte[] text) {
    return Long.parseLong(new String(text, StandardCharsets.UTF_8));
  }

  private static byte[] text(long offset) {
    return Long.toString(offset).getBytes(StandardCharsets.UTF_8);
  }
}
