package io.tidemark.host;

import static io.tidemark.testing.TestKafka.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.testing.TestKafka;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SinkHostIT {

  private TestKafka kafka;
  private HostServices host;
  private String name;

  @BeforeEach
  void connect() {
    kafka = TestKafka.shared();
    HostClients clients = new HostClients(kafka.bootstrapServers(), Map.of());
    host = new HostServices(clients, kafka.admin(), new HostMetrics());
    name = unique("sink");
  }

  @AfterEach
  void disconnect() {
    host.metrics().close();
    kafka.close();
  }

  @Test
  void drainsATopicThatEndsInTransactionMarkers() throws Exception {
    // Given
    String topic = kafka.topic("rows", 2);
    kafka.produce(topic, List.of("a", "b"), List.of("c"));
    kafka.produceAborted(topic, List.of("never", "seen"));
    RecordingSink task = new RecordingSink();

    // When
    drain(task, topic);

    // Then
    assertThat(task.values()).containsExactly("a", "b", "c");
    assertThat(task.calls()).startsWith("start", "open 2").endsWith("preCommit", "close 2", "stop");
  }

  @Test
  void isDrainedOnlyWhenItHasReadThePartitionsThatAnotherMemberHeldAtFirst() throws Exception {
    // Given
    String topic = kafka.topic("rows", 2);
    kafka.produce(topic, List.of("a"), List.of("b"));
    RecordingSink task = new RecordingSink();
    RecordingSink other = new RecordingSink();
    SinkHost former = new SinkHost(spec(other, topic, "two"), host);
    try (SinkHost sink = hosted(task, topic)) {
      former.start();
      former.read();
      await().until(() -> other.calls().contains("caught up"));

      // When
      sink.start();
      sink.read();
      await().until(() -> task.calls().contains("open 1"));
      sink.drainTo(kafka.ends(topic));
      await().until(() -> task.calls().contains("caught up"));
      assertThat(sink.end().toCompletableFuture()).isNotDone();
      former.close();

      // Then
      sink.end().toCompletableFuture().get(30, TimeUnit.SECONDS);
      assertThat(task.calls()).contains("open 2").endsWith("close 2", "stop");
    } finally {
      former.close();
    }
  }

  @Test
  void drainsAnEmptyTopic() throws Exception {
    RecordingSink task = new RecordingSink();

    drain(task, kafka.topic("rows", 1));

    assertThat(task.values()).isEmpty();
  }

  @Test
  void tellsTheTaskEachTimeThatItHasCaughtUp() throws Exception {
    // Given
    String topic = kafka.topic("rows", 1);
    RecordingSink task = new RecordingSink();
    try (SinkHost sink = hosted(task, topic)) {
      sink.start();
      sink.read();
      sink.read();
      await().until(() -> task.calls().contains("caught up"));

      // When
      kafka.produce(topic, List.of("a"));

      // Then
      await().untilAsserted(() -> assertThat(task.calls()).endsWith("put", "caught up"));
    }
  }

  @Test
  void leavesWhatTheTaskHasCommittedInTheGroup() throws Exception {
    String topic = kafka.topic("rows", 1);
    kafka.produce(topic, List.of("a", "b"));

    drain(new RecordingSink(), topic);

    assertThat(groupOffsets()).containsOnlyKeys(new TopicPartition(topic, 0));
    assertThat(groupOffsets().get(new TopicPartition(topic, 0)).offset()).isEqualTo(3);
  }

  @Test
  void goesOnFromTheGroupsOffsetsWhenTheTaskDoesNotSay() throws Exception {
    String topic = kafka.topic("rows", 1);
    kafka.produce(topic, List.of("a", "b"));
    drain(new RecordingSink(), topic);
    kafka.produce(topic, List.of("c"));
    RecordingSink task = new RecordingSink();

    drain(task, topic);

    assertThat(task.values()).containsExactly("c");
  }

  @Test
  void startsWhereTheTaskWantsTo() throws Exception {
    // Given
    String topic = kafka.topic("rows", 1);
    kafka.produce(topic, List.of("a", "b", "c"));
    RecordingSink task =
        new RecordingSink() {
          @Override
          public void open(Collection<TopicPartition> partitions) {
            super.open(partitions);
            context.offset(new TopicPartition(topic, 0), 1);
          }
        };

    // When
    drain(task, topic);

    // Then
    assertThat(task.values()).containsExactly("b", "c");
  }

  @Test
  void readsAgainWhatTheTaskRewindsTo() throws Exception {
    // Given
    String topic = kafka.topic("rows", 1);
    kafka.produce(topic, List.of("a", "b"));
    RecordingSink task =
        new RecordingSink() {
          @Override
          public void put(Collection<SinkRecord> records) {
            boolean isFirst = values().isEmpty() && !records.isEmpty();
            super.put(records);
            if (isFirst) {
              context.offset(new TopicPartition(topic, 0), 0);
            }
          }
        };

    // When
    drain(task, topic);

    // Then
    assertThat(task.values()).containsExactly("a", "b", "a", "b");
  }

  @Test
  void putsTheSameRecordsAgainAfterARetriableFailure() throws Exception {
    // Given
    String topic = kafka.topic("rows", 1);
    kafka.produce(topic, List.of("a", "b"));
    RecordingSink task =
        new RecordingSink() {
          private boolean hasFailed;

          @Override
          public void put(Collection<SinkRecord> records) {
            if (!hasFailed && !records.isEmpty()) {
              hasFailed = true;
              context.timeout(10);
              throw new RetriableException("the disk is busy");
            }
            super.put(records);
          }
        };

    // When
    drain(task, topic);

    // Then
    assertThat(task.values()).containsExactly("a", "b");
  }

  @Test
  void closesTheTaskThatFailsWithoutAskingItToCommit() {
    // Given
    String topic = kafka.topic("rows", 1);
    kafka.produce(topic, List.of("a"));
    RecordingSink task =
        new RecordingSink() {
          @Override
          public void put(Collection<SinkRecord> records) {
            throw new UserException(new Problem("data/tables/lines", "no space left"));
          }
        };
    SinkHost sink = hosted(task, topic);

    // When
    sink.start();
    sink.read();

    // Then
    assertThatThrownBy(() -> sink.end().toCompletableFuture().get(30, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(UserException.class)
        .hasMessage("data/tables/lines: no space left");
    assertThat(task.calls()).containsExactly("start", "open 1", "close 1", "stop");
  }

  @Test
  void endsWithTheProblemOfATaskThatCannotOpenItsPartitions() {
    String topic = kafka.topic("rows", 1);
    RecordingSink task =
        new RecordingSink() {
          @Override
          public void open(Collection<TopicPartition> partitions) {
            throw new UserException(new Problem("data/tables/lines", "another schema"));
          }
        };
    SinkHost sink = hosted(task, topic);

    sink.start();
    sink.read();

    assertThatThrownBy(() -> sink.end().toCompletableFuture().get(30, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(UserException.class)
        .hasMessage("data/tables/lines: another schema");
  }

  @Test
  void sharesPartitionsWithASecondProcess() throws Exception {
    // Given
    String topic = kafka.topic("rows", 2);
    RecordingSink first = new RecordingSink();
    RecordingSink second = new RecordingSink();
    try (SinkHost one = new SinkHost(spec(first, topic, "one"), host);
        SinkHost two = new SinkHost(spec(second, topic, "two"), host)) {
      one.start();
      one.read();
      await().until(() -> first.calls().contains("open 2"));

      // When
      two.start();
      two.read();

      // Then
      await()
          .untilAsserted(
              () -> {
                assertThat(first.calls()).contains("close 2", "open 1");
                assertThat(second.calls()).contains("open 1");
              });
    }
  }

  private void drain(RecordingSink task, String topic) throws Exception {
    try (SinkHost sink = hosted(task, topic)) {
      sink.start();
      sink.read();
      sink.read();
      sink.drainTo(kafka.ends(topic));
      sink.end().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  private SinkHost hosted(RecordingSink task, String topic) {
    return new SinkHost(spec(task, topic, "one"), host);
  }

  private SinkSpec spec(RecordingSink task, String topic, String instance) {
    return new SinkSpec(
        name, () -> task, Map.of(), topic, new Membership(instance, Membership.Division.SPREAD));
  }

  private Map<TopicPartition, OffsetAndMetadata> groupOffsets() throws Exception {
    return kafka
        .admin()
        .listConsumerGroupOffsets("connect-" + name)
        .partitionsToOffsetAndMetadata()
        .get();
  }
}
