package io.tidemark.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.row.problem.UserException;
import io.tidemark.testing.ChildJvm;
import io.tidemark.testing.TestKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

  private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

  @TempDir Path folder;

  @Test
  void keepsTopicsAndRecordsOverARestart() throws Exception {
    // Given
    try (EmbeddedBroker broker = EmbeddedBroker.started(BrokerOptions.in(folder))) {
      createTopic(broker.bootstrapServers());
      produceInTransaction(broker.bootstrapServers(), "first");
    }

    // When
    try (EmbeddedBroker broker = EmbeddedBroker.started(BrokerOptions.in(folder))) {
      produceInTransaction(broker.bootstrapServers(), "second");

      // Then
      assertThat(readCommitted(broker.bootstrapServers(), 2)).containsExactly("first", "second");
    }
  }

  @Test
  void startsAgainAfterItsProcessWasKilled() throws Exception {
    // Given
    Path data = folder.resolve("data");
    try (ChildJvm killed = brokerProcess(data)) {
      String address = addressOf(killed);
      createTopic(address);
      produceInTransaction(address, "first");
      killed.kill();
    }

    // When
    try (EmbeddedBroker broker = EmbeddedBroker.started(BrokerOptions.in(data))) {
      produceInTransaction(broker.bootstrapServers(), "second");

      // Then
      assertThat(readCommitted(broker.bootstrapServers(), 2)).containsExactly("first", "second");
    }
  }

  /**
   * Kafka drops the markers of a transaction whose partitions have no leader at that moment, as
   * while a killed broker's session runs out: readers would then wait for ever.
   */
  @RepeatedTest(5)
  void completesATransactionThatAKillLeftHalfCommitted() throws Exception {
    // Given
    Path data = folder.resolve("data");
    try (ChildJvm killed =
        ChildJvm.start(
            folder.resolve("killed.log"),
            List.of(),
            HalfCommittedProcess.class,
            data.toString(),
            "half")) {
      assertThat(killed.awaitExit()).isEqualTo(137);
    }

    // When
    EmbeddedBroker broker = EmbeddedBroker.started(BrokerOptions.in(data));

    // Then
    try (broker;
        TestKafka kafka = TestKafka.at(broker.bootstrapServers())) {
      assertThat(kafka.readValues("half")).hasSize(HalfCommittedProcess.PARTITIONS);
    }
  }

  @Test
  void tellsASecondProcessWhoHasTheFolder() {
    Path data = folder.resolve("data");
    try (ChildJvm owner = brokerProcess(data)) {
      addressOf(owner);

      assertThatThrownBy(() -> EmbeddedBroker.started(BrokerOptions.in(data)))
          .isInstanceOf(UserException.class)
          .hasMessageContaining(data + ": the process with pid " + owner.pid() + " uses this");
    }
  }

  @Test
  void refusesASecondBrokerInOneProcess() {
    EmbeddedBroker owner = EmbeddedBroker.started(BrokerOptions.in(folder));
    try (owner) {
      assertThatThrownBy(() -> EmbeddedBroker.started(BrokerOptions.in(folder)))
          .isInstanceOf(UserException.class)
          .hasMessageContaining(folder + ": the process with pid");
    }
  }

  @Test
  void namesAPortThatIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BrokerOptions options = BrokerOptions.in(folder).withPort(other.getLocalPort());

      assertThatThrownBy(() -> EmbeddedBroker.started(options))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("127.0.0.1:" + other.getLocalPort() + ": ");
    }
  }

  @Test
  void givesTheFolderBackWhenThePortWasTaken() throws IOException {
    // Given
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BrokerOptions options = BrokerOptions.in(folder).withPort(other.getLocalPort());
      assertThatThrownBy(() -> EmbeddedBroker.started(options)).isInstanceOf(UserException.class);
    }

    // When
    FolderLock.take(folder).close();

    // Then: it could be taken
  }

  @Test
  void listensOnTheFixedPort() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    EmbeddedBroker broker = EmbeddedBroker.started(BrokerOptions.in(folder).withPort(port));
    try (broker) {
      assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
    }
  }

  @Test
  void namesAFolderThatCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> EmbeddedBroker.started(BrokerOptions.in(file.resolve("data"))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(file.resolve("data") + ": the folder can't be written to");
  }

  private ChildJvm brokerProcess(Path data) {
    return BrokerProcess.start(folder, data);
  }

  private String addressOf(ChildJvm broker) {
    return BrokerProcess.bootstrapServers(folder, broker);
  }

  private static void createTopic(String bootstrapServers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(ORDERS.topic(), 1, (short) 1))).all().get();
    }
  }

  private static void produceInTransaction(String bootstrapServers, String value) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "test");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(ORDERS.topic(), value));
      producer.commitTransaction();
    }
  }

  private static List<String> readCommitted(String bootstrapServers, int count) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(ORDERS));
      consumer.seekToBeginning(List.of(ORDERS));
      List<String> values = new ArrayList<>();
      await()
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(r -> values.add(r.value()));
                return values.size() >= count;
              });
      return values;
    }
  }
}
