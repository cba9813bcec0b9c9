package io.tidemark.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.host.HostMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupReaderTest {

  private static final TopicPartition ONE = new TopicPartition("rows", 0);
  private static final TopicPartition TWO = new TopicPartition("rows", 1);
  private static final Map<TopicPartition, Long> ENDS = Map.of(ONE, 0L, TWO, 3L);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final HostMetrics metrics = new HostMetrics();
  private final GroupReader reader =
      new GroupReader(consumer, new FromTheBeginning(), metrics.readingOf("rows"));

  @BeforeEach
  void subscribe() {
    consumer.updateBeginningOffsets(Map.of(ONE, 0L, TWO, 0L));
    reader.subscribe("rows");
  }

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void hasNotReachedTheEndOfATopicWhosePartitionsTheGroupDoesNotKnowYet() throws Exception {
    consumer.rebalance(List.of());
    reader.poll(Duration.ZERO);

    assertThat(reader.hasReached(ENDS)).isFalse();
  }

  @Test
  void hasNotReachedTheEndOfWhatAnotherMemberHolds() throws Exception {
    consumer.rebalance(List.of(ONE));
    reader.poll(Duration.ZERO);

    assertThat(reader.hasReached(ENDS)).isFalse();
    assertThat(reader.hasReached(Map.of(ONE, 0L))).isTrue();
  }

  @Test
  void hasReachedTheEndWhenAllPartitionsAreReadUpToIt() throws Exception {
    consumer.rebalance(List.of(ONE, TWO));
    reader.poll(Duration.ZERO);
    assertThat(reader.hasReached(ENDS)).isFalse();

    reader.seek(Map.of(TWO, 3L));

    assertThat(reader.hasReached(ENDS)).isTrue();
  }

  @Test
  void dropsWhatComesBetweenGivingUpAndTheGroupsAnswer() throws Exception {
    consumer.rebalance(List.of(ONE));
    reader.poll(Duration.ZERO);
    reader.rejoin();
    consumer.addRecord(new ConsumerRecord<>("rows", 0, 0, new byte[0], new byte[0]));

    assertThat(reader.poll(Duration.ZERO)).isEmpty();
  }

  private static final class FromTheBeginning implements GroupReader.Owner {

    @Override
    public Map<TopicPartition, Long> takeOver(Map<TopicPartition, Long> begins) {
      return begins;
    }

    @Override
    public void giveUp(Collection<TopicPartition> partitions) {}
  }
}
