package io.tidemark.topology.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionPositionsTest {

  private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
  private static final byte[] VALUE = "{}".getBytes(StandardCharsets.UTF_8);

  private final PartitionPositions positions = new PartitionPositions();

  @Test
  void areUnknownBeforeThePartitionIsAssigned() {
    assertThat(positions.position(PARTITION, -1)).isEmpty();
  }

  @Test
  void beginWhereThePartitionWasAssigned() {
    positions.begins(PARTITION, 17);

    assertThat(positions.position(PARTITION, -1)).hasValue(17);
  }

  @Test
  void areAfterTheLastRecordThatWasProcessed() {
    positions.delivered(poll(5, 3, 4));

    assertThat(positions.position(PARTITION, -1)).isEmpty();
    assertThat(positions.position(PARTITION, 3)).hasValue(4);
  }

  @Test
  void areBeyondMarkersOnceAllThatWasDeliveredIsProcessed() {
    positions.delivered(poll(7, 3, 4));

    assertThat(positions.position(PARTITION, 3)).hasValue(4);
    assertThat(positions.position(PARTITION, 4)).hasValue(7);
  }

  @Test
  void moveOnWithAPollThatDeliversOnlyMarkers() {
    positions.delivered(poll(5, 3, 4));
    positions.delivered(poll(9));

    assertThat(positions.position(PARTITION, 3)).hasValue(4);
    assertThat(positions.position(PARTITION, 4)).hasValue(9);
  }

  @Test
  void areForgottenWithThePartition() {
    positions.delivered(poll(5, 3, 4));

    positions.forget(PARTITION);

    assertThat(positions.isKnown(PARTITION)).isFalse();
    assertThat(positions.position(PARTITION, 4)).isEmpty();
  }

  private static ConsumerRecords<byte[], byte[]> poll(long next, long... offsets) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (long offset : offsets) {
      records.add(new ConsumerRecord<>("orders", 0, offset, VALUE, VALUE));
    }
    return new ConsumerRecords<>(
        records.isEmpty() ? Map.of() : Map.of(PARTITION, records),
        Map.of(PARTITION, new OffsetAndMetadata(next)));
  }

  @Test
  void isBehindWhileAnyPartitionHasMuchLeft() {
    positions.left(LongStream.of(0, 50_000));
    assertThat(positions.isBehind()).isTrue();

    positions.left(LongStream.of(0, 3));
    assertThat(positions.isBehind()).as("markers and stragglers are no backlog").isFalse();
  }
}
