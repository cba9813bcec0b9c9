package io.tidemark.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.host.HostServices;
import io.tidemark.host.Membership;
import io.tidemark.host.SinkBody;
import io.tidemark.host.SinkGoal;
import io.tidemark.host.TaskFailure;
import io.tidemark.row.Failpoint;
import io.tidemark.row.problem.Setbacks;
import io.tidemark.topology.definition.WriteDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a table's rows to a topic as plain JSON, exactly once: the rows of a poll, how far that
 * gets in the ledger, and the group's offsets, which fence off a member that has lost its
 * partitions, are one transaction. Owned by the target's thread.
 */
final class TopicRelay implements SinkBody, GroupReader.Owner {

  private static final Logger LOG = LoggerFactory.getLogger(TopicRelay.class);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration TRANSACTION = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private static final int ATTEMPTS = 10;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final TargetSpec spec;
  private final GroupReader reader;
  private final HostServices host;
  private final SinkLedger ledger;
  private final RowRecords rows;
  private final TargetMetrics metrics;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Setbacks fencings = new Setbacks(5, Duration.ofMinutes(5), InstantSource.system());
  private @Nullable Producer<byte[], byte[]> producer;
  private int failures;

  TopicRelay(TargetSpec spec, HostServices host) {
    this.spec = spec;
    this.reader =
        new GroupReader(
            host.clients()
                .sinkConsumer(
                    spec.group(), new Membership(spec.instance(), Membership.Division.SPREAD)),
            this,
            host.metrics().readingOf(spec.name()));
    this.host = host;
    this.ledger = new SinkLedger(host, spec.ledgerTopic());
    this.rows =
        new RowRecords(
            ((WriteDefinition.Topic) spec.sink().target()).name(), spec.sink(), spec.batchReader());
    this.metrics = new TargetMetrics(host.metrics().of(spec.name()));
  }

  @Override
  public void read(Supplier<SinkGoal> goal) throws Exception {
    reader.subscribe(spec.sink().topic());
    while (!isReached(goal.get())) {
      ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
      if (!records.isEmpty()) {
        relay(records);
      }
    }
  }

  private boolean isReached(SinkGoal goal) {
    return goal instanceof SinkGoal.Drain drain
        ? reader.hasReached(drain.of(spec.sink().topic()))
        : goal instanceof SinkGoal.Stop;
  }

  /** Afterwards, either all is committed, or it will be read again. */
  private void relay(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
    long start = System.nanoTime();
    metrics.waiting(records.count());
    try {
      long count = relayOnce(records);
      records.nextOffsets().forEach((p, o) -> next.put(p, o.offset()));
      metrics.waiting(0);
      metrics.committed(count, Duration.ofNanos(System.nanoTime() - start));
      failures = 0;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      if (TaskFailure.isOwnershipLost(e) && fencings.bear()) {
        LOG.warn("{}: its transaction was ended by Kafka, asks the group anew", spec.name());
        reader.rejoin();
        return;
      }
      producer().abortTransaction(); // fails where the producer is beyond repair
      metrics.failed();
      failures++;
      if (failures == ATTEMPTS) {
        throw e;
      }
      LOG.warn("{}: transaction aborted, trying again ({})", spec.name(), e.toString());
      reader.seek(next);
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private long relayOnce(ConsumerRecords<byte[], byte[]> records) {
    Producer<byte[], byte[]> producer = producer();
    producer.beginTransaction();
    long count = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      for (ProducerRecord<byte[], byte[]> row : rows.of(record)) {
        producer.send(row);
        count++;
      }
    }
    Map<TopicPartition, OffsetAndMetadata> reached = records.nextOffsets();
    reached.forEach((p, o) -> producer.send(ledger.entry(key(p), text(o.offset()))));
    producer.sendOffsetsToTransaction(reached, reader.membership());
    Failpoint.reached("topic.before-transaction-end");
    producer.commitTransaction();
    Failpoint.reached("topic.after-transaction-end");
    return count;
  }

  @Override
  public Map<TopicPartition, Long> takeOver(Map<TopicPartition, Long> begins) throws Exception {
    closeProducer();
    Producer<byte[], byte[]> fresh =
        host.clients().transactionalProducer(spec.name() + "-" + spec.instance(), TRANSACTION);
    producer = fresh;
    fresh.initTransactions();
    reader.awaitFormerOwners(begins.keySet()); // before the ledger is read: they may add to it
    Map<String, byte[]> entries =
        ledger.load(spec.name(), key -> key.startsWith(spec.sink().id() + "/"));
    begins.forEach(
        (partition, begin) -> {
          byte[] offset = entries.get(key(partition));
          next.put(partition, offset == null ? begin : reached(partition, offset, begin));
        });
    return next;
  }

  @Override
  public void giveUp(Collection<TopicPartition> partitions) {
    partitions.forEach(next::remove);
    metrics.waiting(0);
  }

  @Override
  public void close() {
    closeProducer();
    reader.close();
  }

  private void closeProducer() {
    if (producer != null) {
      producer.close(CLOSE_TIMEOUT);
      producer = null;
    }
  }

  private Producer<byte[], byte[]> producer() {
    if (producer == null) {
      throw new IllegalStateException("rows of partitions that are not held");
    }
    return producer;
  }

  private long reached(TopicPartition partition, byte[] offset, long begin) {
    return spec.requireKept(partition, Long.parseLong(new String(offset, UTF_8)), begin);
  }

  private String key(TopicPartition partition) {
    return spec.sink().id() + "/" + partition.partition();
  }

  private static byte[] text(long offset) {
    return Long.toString(offset).getBytes(UTF_8);
  }
}
