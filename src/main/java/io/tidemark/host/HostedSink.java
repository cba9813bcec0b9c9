package io.tidemark.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sink's task and consumer, from the task's start to its stop. Owned by the sink's thread. */
final class HostedSink implements ConsumerRebalanceListener, SinkBody {

  private static final Logger LOG = LoggerFactory.getLogger(HostedSink.class);

  /** How long an idle sink rests; new records end a poll at once. */
  private static final long POLL_MILLIS = 200;

  private static final Duration HINT_TIMEOUT = Duration.ofSeconds(2);

  private static final int BEGIN_ATTEMPTS = 100;
  private static final int PUT_ATTEMPTS = 20;
  private static final long PUT_PAUSE_MILLIS = 1000;

  private final SinkSpec spec;
  private final SinkTask task;
  private final Consumer<byte[], byte[]> consumer;
  private final SinkContext context;
  private final ReadingMetrics metrics;
  private final Set<TopicPartition> open = new HashSet<>();
  private final Map<TopicPartition, OffsetAndMetadata> delivered = new HashMap<>();
  private @Nullable RuntimeException rebalanceFailure;

  private HostedSink(
      SinkSpec spec, SinkTask task, Consumer<byte[], byte[]> consumer, HostServices host) {
    this.spec = spec;
    this.task = task;
    this.consumer = consumer;
    this.context = new SinkContext(spec.config(), consumer, host.metrics().of(spec.name()));
    this.metrics = host.metrics().readingOf(spec.name());
  }

  /** Starts the task; its consumer asks Kafka for nothing yet. */
  static HostedSink start(SinkSpec spec, HostServices host) {
    SinkTask task = spec.task().get();
    host.metrics().ended(spec.name()); // a task of this name that was there before
    Consumer<byte[], byte[]> consumer =
        host.clients().sinkConsumer(spec.group(), spec.membership());
    HostedSink sink = new HostedSink(spec, task, consumer, host);
    try {
      task.initialize(sink.context);
      task.start(spec.config());
      return sink;
    } catch (RuntimeException e) {
      HostClients.leave(consumer);
      throw e;
    }
  }

  @Override
  public void read(Supplier<SinkGoal> goal) throws InterruptedException {
    consumer.subscribe(List.of(spec.topic()), this);
    do {
      readTo(goal);
      preCommit();
      put(List.of());
      context.rewind();
    } while (!isReached(goal.get())); // the task may have found that it must read again
    release(open);
  }

  private void readTo(Supplier<SinkGoal> goal) throws InterruptedException {
    while (!isReached(goal.get())) {
      ConsumerRecords<byte[], byte[]> records =
          poll(Duration.ofMillis(Math.min(POLL_MILLIS, context.takeTimeout(POLL_MILLIS))));
      if (rebalanceFailure != null) {
        throw rebalanceFailure;
      }
      metrics.polled(consumer, open);
      if (!records.isEmpty()) {
        deliver(records);
      }
      if (records.isEmpty() || isCaughtUp()) {
        put(List.of());
      }
      if (context.takeCommitRequest()) {
        consumer.commitAsync(preCommit(), null);
      }
      context.rewind();
    }
  }

  /**
   * A partition is read from its beginning when neither the task nor the group knows better. A
   * rebalance may make it unknown again.
   */
  private ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    for (int attempt = 1; ; attempt++) {
      try {
        return consumer.poll(timeout);
      } catch (NoOffsetForPartitionException e) {
        if (attempt == BEGIN_ATTEMPTS) {
          throw e;
        }
        consumer.seekToBeginning(e.partitions());
      }
    }
  }

  /** Drops what the task has not committed. */
  @Override
  public void close() {
    try {
      forget(open);
      task.stop();
    } finally {
      HostClients.leave(consumer);
    }
  }

  private boolean isReached(SinkGoal goal) {
    return goal instanceof SinkGoal.Drain drain
        ? drain.of(spec.topic()).entrySet().stream().allMatch(e -> isRead(e.getKey(), e.getValue()))
        : goal instanceof SinkGoal.Stop;
  }

  /** A group may first give out a new topic's partitions as none. */
  private boolean isRead(TopicPartition partition, long end) {
    try {
      return open.contains(partition) && consumer.position(partition, Duration.ZERO) >= end;
    } catch (TimeoutException | NoOffsetForPartitionException e) {
      return false; // where it begins is not known yet: the next poll finds out
    }
  }

  /** As of the last fetch of each partition, without asking the broker. */
  private boolean isCaughtUp() {
    return open.stream().allMatch(p -> consumer.currentLag(p).orElse(1) == 0);
  }

  private void deliver(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
    List<SinkRecord> batch = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      batch.add(RecordBytes.toConnect(record));
    }
    delivered.putAll(records.nextOffsets());
    put(batch);
  }

  private void put(List<SinkRecord> batch) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        task.put(batch);
        return;
      } catch (RetriableException e) {
        if (attempt == PUT_ATTEMPTS) {
          throw e;
        }
        metrics.retried();
        LOG.warn("{}: trying again ({})", spec.name(), e.toString());
        Thread.sleep(context.takeTimeout(PUT_PAUSE_MILLIS));
      }
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> preCommit() {
    return task.preCommit(Map.copyOf(delivered));
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      open.addAll(partitions);
      inRebalance(
          () -> {
            task.open(partitions);
            context.rewind();
          });
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    inRebalance(() -> release(partitions));
  }

  /** Another member has them already: nothing may be committed for them here. */
  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    inRebalance(() -> forget(partitions));
  }

  /**
   * The consumer would wrap and log what a listener throws: it is thrown after the poll instead.
   */
  private void inRebalance(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      rebalanceFailure = e;
    }
  }

  /** Commits what is pending, leaves a hint in the consumer group and closes partitions. */
  private void release(Collection<TopicPartition> partitions) {
    List<TopicPartition> held = partitions.stream().filter(open::contains).toList();
    if (!held.isEmpty()) {
      Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(preCommit());
      committed.keySet().retainAll(held);
      hint(committed);
      forget(held);
    }
  }

  private void hint(Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      consumer.commitSync(offsets, HINT_TIMEOUT);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) { // nobody relies on them; partitions that have moved are refused
      LOG.debug("{}: the group's offsets lag behind ({})", spec.name(), e.toString());
    }
  }

  private void forget(Collection<TopicPartition> partitions) {
    List<TopicPartition> closing = partitions.stream().filter(open::contains).toList();
    if (!closing.isEmpty()) {
      task.close(closing);
      closing.forEach(open::remove);
      closing.forEach(delivered::remove);
    }
  }
}
