package io.tidemark.target;

import io.tidemark.host.HostClients;
import io.tidemark.host.ReadingMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic as a member of a group, from where its owner says. Owned by the target's thread, on
 * which the owner is called too.
 */
final class GroupReader implements ConsumerRebalanceListener, AutoCloseable {

  /** What the reader reads for. */
  interface Owner {

    /**
     * Takes partitions over and answers from where each is to be read.
     *
     * @param begins the first offset that each still has
     */
    Map<TopicPartition, Long> takeOver(Map<TopicPartition, Long> begins) throws Exception;

    /** Partitions belong to another member, or soon will: what is not committed is dropped. */
    void giveUp(Collection<TopicPartition> partitions);
  }

  private final Consumer<byte[], byte[]> consumer;
  private final Owner owner;
  private final ReadingMetrics metrics;
  private final Set<TopicPartition> held = new HashSet<>();
  private @Nullable Exception failure;

  GroupReader(Consumer<byte[], byte[]> consumer, Owner owner, ReadingMetrics metrics) {
    this.consumer = consumer;
    this.owner = owner;
    this.metrics = metrics;
  }

  void subscribe(String topic) {
    consumer.subscribe(List.of(topic), this);
  }

  /**
   * Another process may be the owner by now: gives up what is held, and asks the group anew. What
   * is still this member's is taken over again at a later poll.
   */
  void rejoin() {
    owner.giveUp(List.copyOf(held));
    held.clear();
    consumer.enforceRebalance("ownership is in doubt");
  }

  /**
   * Records of the partitions held; throws what the owner threw when partitions moved. After {@link
   * #rejoin} the consumer may go on for a while, when the group doesn't answer: what it reads then
   * is behind what was given up, and is dropped.
   */
  ConsumerRecords<byte[], byte[]> poll(Duration timeout) throws Exception {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(timeout);
    if (failure != null) {
      throw failure;
    }
    metrics.polled(consumer, held);
    return held.isEmpty() ? ConsumerRecords.empty() : records;
  }

  /**
   * Whether all these partitions are held, and have been read up to here. A group may first give
   * out a new topic's partitions as none.
   */
  boolean hasReached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(e -> held.contains(e.getKey()) && consumer.position(e.getKey()) >= e.getValue());
  }

  /** As of the last fetch of each partition, without asking the broker. */
  boolean isCaughtUp() {
    return held.stream().allMatch(p -> consumer.currentLag(p).orElse(1) == 0);
  }

  /** Reads on from other offsets; partitions that aren't held are ignored. */
  void seek(Map<TopicPartition, Long> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          if (held.contains(partition)) {
            consumer.seek(partition, offset);
          }
        });
  }

  /** Tells the group, for those who look on; nobody relies on it. */
  void hint(Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> hints = new HashMap<>();
    offsets.forEach((partition, offset) -> hints.put(partition, new OffsetAndMetadata(offset)));
    consumer.commitAsync(hints, null);
  }

  /**
   * Returns when all transactions have ended that a former owner of these partitions may still
   * commit: the group has accepted their offsets when they were its own.
   */
  void awaitFormerOwners(Set<TopicPartition> partitions) {
    consumer.committed(partitions);
  }

  ConsumerGroupMetadata membership() {
    return consumer.groupMetadata();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      held.addAll(partitions);
      inRebalance(() -> seek(owner.takeOver(consumer.beginningOffsets(partitions))));
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    List<TopicPartition> leaving = partitions.stream().filter(held::contains).toList();
    if (!leaving.isEmpty()) {
      leaving.forEach(held::remove);
      inRebalance(() -> owner.giveUp(leaving));
    }
  }

  /** What moves partitions, and may fail. */
  private interface Move {
    void make() throws Exception;
  }

  /**
   * The consumer would wrap and log what a listener throws: it is thrown after the poll instead.
   */
  private void inRebalance(Move move) {
    try {
      move.make();
    } catch (Exception e) {
      failure = e;
    }
  }

  @Override
  public void close() {
    HostClients.leave(consumer);
  }
}
