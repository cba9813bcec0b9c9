package io.tidemark.target;

import io.tidemark.host.HostServices;
import io.tidemark.host.TaskFailure;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * The last batch of a target, as the ledger has it. Whoever takes the log over fences everybody off
 * who had it before: a batch that another process began can't be marked by it any more. Owned by
 * the target's thread.
 */
final class BatchLog implements AutoCloseable {

  private static final Duration TRANSACTION = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  /** Much less than after which a process that stands still is taken for dead. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final TargetSpec spec;
  private final SinkLedger ledger;
  private final Producer<byte[], byte[]> producer;
  private long ownedNanos;

  BatchLog(TargetSpec spec, HostServices host) {
    this.spec = spec;
    this.ledger = new SinkLedger(host, spec.ledgerTopic());
    this.producer = host.clients().transactionalProducer(spec.name(), TRANSACTION);
  }

  /** The last batch; empty when there was none. */
  Optional<BatchPlan> takeOver() throws ExecutionException, InterruptedException {
    ownedNanos = System.nanoTime();
    producer.initTransactions();
    byte[] entry = ledger.load(spec.name(), spec.sink().id()::equals).get(spec.sink().id());
    return Optional.ofNullable(entry).map(BatchPlan::fromJson);
  }

  /**
   * Returns when nobody else had taken the log over a moment ago. If it was longer ago that Kafka
   * said so, for the process stood still, or an attempt failed, it is asked again.
   */
  void requireOwned(BatchPlan plan) {
    if (System.nanoTime() - ownedNanos > FRESH.toNanos()) {
      record(plan);
    }
  }

  /** Returns when it is in Kafka for good. */
  void record(BatchPlan plan) {
    long asked = System.nanoTime();
    try {
      producer.beginTransaction();
      producer.send(ledger.entry(spec.sink().id(), plan.toJson()));
      producer.commitTransaction();
      ownedNanos = asked;
    } catch (KafkaException e) {
      if (!TaskFailure.isOwnershipLost(e)) {
        throw e;
      }
      throw new UserException(
          new Problem(
              "table " + spec.sink().id(),
              "another process writes its batches now; batch " + plan.id() + " is left to it",
              "start this one again: it then stands by"),
          e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
