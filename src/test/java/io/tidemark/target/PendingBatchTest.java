package io.tidemark.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.Row;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.row.RowBatchReader;
import io.tidemark.row.StructType;
import io.tidemark.topology.definition.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** How far a batch reaches, and when it is written. */
class PendingBatchTest {

  private static final TopicPartition P0 = new TopicPartition("t", 0);
  private static final TopicPartition P1 = new TopicPartition("t", 1);
  private static final Instant START = Instant.parse("2025-06-22T22:00:00Z");

  private static final StructType SCHEMA = StructType.fromDdl("i INT");

  private final RowBatchCodec codec = new RowBatchCodec(SCHEMA);
  private final RowBatchReader batches = new RowBatchReader(SCHEMA, List.of());

  @Test
  void endsBeforeTheRecordThatItHasNoRoomFor() {
    PendingBatch batch = new PendingBatch(batches, 5);

    Map<TopicPartition, Long> leftOver = batch.add(records(P0, 2, 2, 2), START);

    assertThat(leftOver).containsExactly(Map.entry(P0, 2L));
    assertThat(batch.to()).containsExactly(Map.entry(P0, 2L));
    assertThat(batch.rows()).isEqualTo(4);
    assertThat(batch.isFull()).isTrue();
  }

  @Test
  void takesARecordOfMoreRowsThanABatchHasAlone() {
    PendingBatch batch = new PendingBatch(batches, 5);

    Map<TopicPartition, Long> leftOver = batch.add(records(P0, 9, 1), START);

    assertThat(leftOver).containsExactly(Map.entry(P0, 1L));
    assertThat(batch.rows()).isEqualTo(9);
  }

  @Test
  void readsAgainWhatOtherPartitionsBroughtAfterItWasFull() {
    PendingBatch batch = new PendingBatch(batches, 2);
    batch.add(records(P0, 2), START);

    Map<TopicPartition, Long> leftOver = batch.add(records(P1, 1, 1), START);

    assertThat(leftOver).containsExactly(Map.entry(P1, 0L));
    assertThat(batch.to()).containsExactly(Map.entry(P0, 1L));
  }

  @Test
  void holdsNothingOfALargeBatch() {
    PendingBatch batch = new PendingBatch(batches, Long.MAX_VALUE);
    int[] counts = Collections.nCopies(40, 1 << 20).stream().mapToInt(Integer::intValue).toArray();

    batch.add(records(P0, counts), START);

    assertThat(batch.isHeld()).isFalse();
    assertThat(batch.held()).isEmpty();
  }

  @Test
  void aProcessingTimeTriggerThatFellBehindSkipsTheIntervalsItMissed() {
    BatchClock clock = new BatchClock(new Trigger.ProcessingTime(Duration.ofSeconds(10)), START);
    Instant afterALongBatch = START.plusSeconds(34);
    PendingBatch batch = new PendingBatch(batches, 100);
    batch.add(records(P0, 1), afterALongBatch);

    assertThat(clock.isDue(batch, true, afterALongBatch)).isFalse();
    assertThat(clock.isDue(batch, true, START.plusSeconds(39))).isFalse();
    assertThat(clock.isDue(batch, true, START.plusSeconds(40))).isTrue();
  }

  @Test
  void aFullBatchDoesNotWaitForItsInterval() {
    BatchClock clock = new BatchClock(new Trigger.ProcessingTime(Duration.ofSeconds(10)), START);
    PendingBatch batch = new PendingBatch(batches, 2);
    batch.add(records(P0, 2), START);

    assertThat(clock.isDue(batch, false, START)).isTrue();
  }

  @Test
  void theDefaultTriggerWritesWhatThereIsWhenAllIsRead() {
    BatchClock clock = new BatchClock(new Trigger.Default(), START);
    PendingBatch batch = new PendingBatch(batches, 100);
    batch.add(records(P0, 1), START);

    assertThat(clock.isDue(batch, false, START)).isFalse();
    assertThat(clock.isDue(batch, true, START)).isTrue();
    assertThat(clock.isDue(batch, false, START.plusSeconds(1))).isTrue();
  }

  /** Records from offset 0 on, of so many rows each. */
  private ConsumerRecords<byte[], byte[]> records(TopicPartition partition, int... rows) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int count : rows) {
      byte[] value = codec.encode(Collections.nCopies(count, Row.of(1)));
      records.add(
          new ConsumerRecord<>(
              partition.topic(), partition.partition(), records.size(), new byte[0], value));
    }
    return new ConsumerRecords<>(
        Map.of(partition, records),
        new HashMap<>(Map.of(partition, new OffsetAndMetadata(records.size()))));
  }
}
