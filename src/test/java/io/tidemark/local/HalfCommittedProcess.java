package io.tidemark.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A broker and a producer that die at the moment when a commit is acknowledged, which is before its
 * transaction markers are written: {@code FOLDER TOPIC}, the topic is made with four partitions.
 */
final class HalfCommittedProcess {

  static final int PARTITIONS = 4;

  private HalfCommittedProcess() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.started(BrokerOptions.in(Path.of(arguments[0])));
    String topic = arguments[1];
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    }
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", topic),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    producer.beginTransaction();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      producer.send(new ProducerRecord<>(topic, partition, null, "committed"));
    }
    producer.commitTransaction();
    Runtime.getRuntime().halt(137);
  }
}
