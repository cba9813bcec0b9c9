package io.tidemark.host;

import io.tidemark.row.Failpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what a poll returned together with the source offsets that it reaches, in one Kafka
 * transaction. Owned by the source's thread.
 */
final class TransactionalPublisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionalPublisher.class);

  private static final int ATTEMPTS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final SourceSpec spec;
  private final Producer<byte[], byte[]> producer;
  private final AtomicLong retries = new AtomicLong();

  TransactionalPublisher(SourceSpec spec, Producer<byte[], byte[]> producer) {
    this.spec = spec;
    this.producer = producer;
  }

  /** Fences any other owner of the source off and ends the transaction that it left open. */
  void takeOwnership() {
    producer.initTransactions();
  }

  /**
   * Returns when the transaction has committed. A record without a topic carries an offset only;
   * one that Kafka refuses for its size is published as its substitute, if there is one. Kafka
   * refuses what the producer has put together, and the producer then gives the same reason for all
   * that it had not sent yet, so that each of them is sent once more by itself before.
   *
   * @return each record's place in Kafka; null for one without a topic
   */
  List<@Nullable RecordMetadata> publish(SourceBatch batch) throws Exception {
    SourceBatch rest = batch;
    Set<Integer> alone = new HashSet<>();
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      List<@Nullable Future<RecordMetadata>> sent = new ArrayList<>(rest.records().size());
      try {
        return publishOnce(rest, alone, sent);
      } catch (ProducerFencedException | InvalidProducerEpochException | InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        if (KafkaRefusal.isFinal(e)) {
          throw e;
        }
        producer.abortTransaction(); // fails where the producer is beyond repair
        Refusals refusals = new Refusals(spec, sent);
        Set<Integer> refused = refusals.positions();
        if (!refused.isEmpty()) {
          if (!alone.addAll(refused)) {
            rest = refusals.replaced(rest).orElseThrow(() -> e);
            alone.removeIf(position -> position < Collections.min(refused)); // those were taken
          }
          attempt = 0;
          continue;
        }
        if (attempt == ATTEMPTS) {
          throw e;
        }
        retries.incrementAndGet();
        LOG.info("{}: transaction aborted, trying again ({})", spec.name(), e.toString());
      }
      Thread.sleep(pause.toMillis());
      pause = pause.multipliedBy(2);
    }
  }

  /** How many transactions, or ends of transactions, were tried again; may be asked any time. */
  long retries() {
    return retries.get();
  }

  /** Gives up a transaction that is open. */
  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }

  private List<@Nullable RecordMetadata> publishOnce(
      SourceBatch batch, Set<Integer> alone, List<@Nullable Future<RecordMetadata>> sent)
      throws Exception {
    producer.beginTransaction();
    for (int i = 0; i < batch.records().size(); i++) {
      SourceRecord record = batch.records().get(i);
      if (alone.contains(i)) {
        producer.flush();
      }
      sent.add(record.topic() == null ? null : producer.send(RecordBytes.toKafka(record)));
      if (alone.contains(i)) {
        producer.flush();
        requireTaken(sent.get(i));
      }
    }
    batch.offsets().forEach((partition, offset) -> producer.send(offsetRecord(partition, offset)));
    Failpoint.reached("host.before-transaction-end");
    commit();
    List<@Nullable RecordMetadata> places = new ArrayList<>(sent.size());
    for (Future<RecordMetadata> future : sent) {
      places.add(future == null ? null : future.get());
    }
    return places;
  }

  /**
   * The producer may learn only after its flush that the transaction has failed: what is sent until
   * then would be refused for the same reason.
   */
  private static void requireTaken(@Nullable Future<RecordMetadata> flushed)
      throws InterruptedException {
    if (flushed == null) {
      return;
    }
    try {
      flushed.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException refused
          ? refused
          : new KafkaException("a record could not be sent", e.getCause());
    }
  }

  /** A commit that timed out may have happened: it can only be asked for again. */
  private void commit() {
    for (int attempt = 1; ; attempt++) {
      try {
        producer.commitTransaction();
        return;
      } catch (TimeoutException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        retries.incrementAndGet();
        LOG.info("{}: commit timed out, asking again", spec.name());
      }
    }
  }

  private ProducerRecord<byte[], byte[]> offsetRecord(
      Map<String, ?> partition, @Nullable Map<String, ?> offset) {
    return new ProducerRecord<>(
        spec.offsetsTopic(), OffsetCodec.key(spec.name(), partition), OffsetCodec.value(offset));
  }
}
