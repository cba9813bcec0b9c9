package io.tidemark.topology.build;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer that tells {@link PartitionPositions} what it delivers. */
final class PositionTrackingConsumer extends KafkaConsumer<byte[], byte[]> {

  private final Supplier<PartitionPositions> positions;

  /**
   * @param positions of the calling thread
   */
  PositionTrackingConsumer(Map<String, Object> config, Supplier<PartitionPositions> positions) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.positions = positions;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> records = pollFromTheBeginning(timeout);
    PartitionPositions mine = positions.get();
    mine.delivered(records);
    mine.left(assignment().stream().mapToLong(partition -> currentLag(partition).orElse(0)));
    for (TopicPartition partition : assignment()) {
      if (!mine.isKnown(partition)) {
        begin(partition, mine);
      }
    }
    return records;
  }

  /**
   * A partition that nothing was ever committed of is read from its beginning; one whose committed
   * offset is not there any more is not: that fails.
   */
  private ConsumerRecords<byte[], byte[]> pollFromTheBeginning(Duration timeout) {
    try {
      return super.poll(timeout);
    } catch (NoOffsetForPartitionException e) {
      seekToBeginning(e.partitions());
      return super.poll(timeout);
    }
  }

  private void begin(TopicPartition partition, PartitionPositions mine) {
    try {
      mine.begins(partition, position(partition, Duration.ZERO));
    } catch (TimeoutException | InvalidOffsetException e) {
      // Not known yet: the committed offset is still being fetched, or Streams will reset it. The
      // next poll asks again.
    }
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    super.subscribe(topics, new Forgetting(listener));
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
    super.subscribe(pattern, new Forgetting(listener));
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    super.seek(partition, offset);
    positions.get().forget(partition);
  }

  @Override
  public void seek(TopicPartition partition, OffsetAndMetadata offset) {
    super.seek(partition, offset);
    positions.get().forget(partition);
  }

  @Override
  public void seekToBeginning(Collection<TopicPartition> partitions) {
    super.seekToBeginning(partitions);
    partitions.forEach(positions.get()::forget);
  }

  @Override
  public void seekToEnd(Collection<TopicPartition> partitions) {
    super.seekToEnd(partitions);
    partitions.forEach(positions.get()::forget);
  }

  /** Called within {@link #poll}, on the thread that polls. */
  private final class Forgetting implements ConsumerRebalanceListener {

    private final ConsumerRebalanceListener next;

    Forgetting(ConsumerRebalanceListener next) {
      this.next = next;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.forEach(positions.get()::forget);
      next.onPartitionsAssigned(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      next.onPartitionsRevoked(partitions);
      partitions.forEach(positions.get()::forget);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      next.onPartitionsLost(partitions);
      partitions.forEach(positions.get()::forget);
    }
  }
}
