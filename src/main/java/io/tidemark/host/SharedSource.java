package io.tidemark.host;

import io.tidemark.row.problem.Causes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source that several processes could read and one does: whoever holds the partition of the
 * offsets topic in the source's owner group. The others stand by and take over some seconds after
 * it is gone. The group says who begins; that nobody else goes on is seen to by the source's
 * transactional id, which its owner takes at its start.
 *
 * <p>What ends the source for a reason that may pass (Kafka doesn't answer, its ownership is in
 * doubt) has it started again, if it is still this process's.
 *
 * <p>Owned by a thread of its own, on which the group is asked.
 */
public final class SharedSource implements HostedSource, ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(SharedSource.class);

  private static final Duration POLL = Duration.ofMillis(200);

  /** Between a source that failed and the next attempt. */
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private final SourceSpec spec;
  private final Owners owners;
  private final HostServices host;
  private final TaskThread thread;
  private volatile boolean isStopping;

  private boolean isOwner;
  private long pausedUntil = System.nanoTime();
  private @Nullable SourceHost source;

  /**
   * The group whose owner reads the source.
   *
   * @param instance names this process in the group, the same after a restart
   */
  public record Owners(String group, String instance) {}

  public SharedSource(SourceSpec spec, Owners owners, HostServices host) {
    this.spec = spec;
    this.owners = owners;
    this.host = host;
    this.thread = new TaskThread("owner", spec.name(), this::run);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public CompletionStage<Void> end() {
    return thread.end();
  }

  @Override
  public void stop() {
    isStopping = true;
  }

  @Override
  public void awaitEnd(Duration patience) {
    thread.awaitEnd(patience);
  }

  private void run() throws Exception {
    Consumer<byte[], byte[]> consumer =
        host.clients().ownerConsumer(owners.group(), owners.instance());
    try {
      consumer.subscribe(List.of(spec.offsetsTopic()), this);
      while (!isStopping) {
        consumer.poll(POLL);
        consumer.pause(consumer.assignment()); // nothing is to be read
        if (source != null && source.end().toCompletableFuture().isDone()) {
          ended(source.end().toCompletableFuture());
          consumer.enforceRebalance("its source has ended");
        } else if (isOwner && source == null && System.nanoTime() - pausedUntil >= 0) {
          begin();
        }
      }
    } finally {
      giveUp();
      HostClients.leave(consumer);
    }
  }

  private void begin() {
    LOG.info("{}: is read by this process now", spec.name());
    SourceHost begun = new SourceHost(spec, host);
    source = begun;
    begun.start();
  }

  /**
   * @throws RuntimeException its failure, if that will not pass
   */
  private void ended(CompletableFuture<Void> end) {
    giveUp();
    pausedUntil = System.nanoTime() + PAUSE.toNanos();
    try {
      end.join();
    } catch (CompletionException e) {
      Throwable failure = e.getCause();
      if (!TaskFailure.mayPass(failure)) {
        throw failure instanceof RuntimeException known ? known : e;
      }
      LOG.info(
          "{}: begins anew, if it is still this process's ({})",
          spec.name(),
          Causes.root(failure).toString());
    }
  }

  /** The open transaction is finished or abandoned. */
  private void giveUp() {
    if (source != null) {
      source.close();
      source = null;
      host.metrics().ended(spec.name());
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    isOwner |= !partitions.isEmpty();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      isOwner = false;
      giveUp();
    }
  }
}
