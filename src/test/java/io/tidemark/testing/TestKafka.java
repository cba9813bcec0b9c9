package io.tidemark.testing;

import io.tidemark.local.SharedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What tests do with the shared broker beside what they test. */
public final class TestKafka implements AutoCloseable {

  private static final Duration READ_PATIENCE = Duration.ofSeconds(30);

  private final String bootstrapServers;
  private final Admin admin;

  private TestKafka(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  public static TestKafka shared() {
    return new TestKafka(SharedBroker.bootstrapServers());
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Another broker than the shared one. */
  public static TestKafka at(String bootstrapServers) {
    return new TestKafka(bootstrapServers);
  }

  public Admin admin() {
    return admin;
  }

  /** A name that no other test uses. */
  public static String unique(String name) {
    return name + "-" + UUID.randomUUID();
  }

  /** A new topic, of a unique name that begins like this. */
  public String topic(String name, int partitions) {
    String topic = unique(name);
    create(topic, partitions);
    return topic;
  }

  public String topic(String name, int partitions, Map<String, String> config) {
    String topic = unique(name);
    create(new NewTopic(topic, partitions, (short) 1).configs(config));
    return topic;
  }

  public void create(String topic, int partitions) {
    create(new NewTopic(topic, partitions, (short) 1));
  }

  private void create(NewTopic topic) {
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each list of values in a transaction of its own, to partition 0. */
  @SafeVarargs
  public final void produce(String topic, List<String>... transactions) {
    produce(topic, 0, transactions);
  }

  /** Each list of values in a transaction of its own. */
  @SafeVarargs
  public final void produce(String topic, int partition, List<String>... transactions) {
    try (KafkaProducer<String, String> producer = producer()) {
      for (List<String> values : transactions) {
        producer.beginTransaction();
        values.forEach(value -> producer.send(new ProducerRecord<>(topic, partition, null, value)));
        producer.commitTransaction();
      }
    }
  }

  /** A record's value as it is, to partition 0. */
  public void produceBytes(String topic, byte[] value) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, null, value));
    }
  }

  public void produceAborted(String topic, List<String> values) {
    try (KafkaProducer<String, String> producer = producer()) {
      producer.beginTransaction();
      values.forEach(value -> producer.send(new ProducerRecord<>(topic, 0, null, value)));
      producer.flush();
      producer.abortTransaction();
    }
  }

  /** All committed records, by partition and offset; waits for open transactions. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    forEach(topic, records::add);
    records.sort(
        Comparator.<ConsumerRecord<byte[], byte[]>>comparingInt(ConsumerRecord::partition)
            .thenComparingLong(ConsumerRecord::offset));
    return records;
  }

  /** Each committed record, those of a partition by offset; waits for open transactions. */
  public void forEach(String topic, Consumer<ConsumerRecord<byte[], byte[]>> action) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Map<TopicPartition, Long> ends = ends(topic);
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      long lastRecord = System.nanoTime();
      while (!ends.keySet().stream().allMatch(p -> consumer.position(p) >= ends.get(p))) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofMillis(50));
        polled.forEach(action);
        if (!polled.isEmpty()) {
          lastRecord = System.nanoTime();
        } else if (System.nanoTime() - lastRecord > READ_PATIENCE.toNanos()) {
          throw new IllegalStateException(topic + " can't be read to its end " + ends);
        }
      }
    }
  }

  /** The values of all committed records as text. */
  public List<String> readValues(String topic) {
    return read(topic).stream()
        .map(r -> new String(r.value(), java.nio.charset.StandardCharsets.UTF_8))
        .toList();
  }

  /** The offset after the last record of each partition, open transactions included. */
  public Map<TopicPartition, Long> ends(String topic) {
    try {
      List<TopicPartition> partitions =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get()
              .get(topic)
              .partitions()
              .stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      Map<TopicPartition, OffsetSpec> latest = new java.util.HashMap<>();
      partitions.forEach(p -> latest.put(p, OffsetSpec.latest()));
      Map<TopicPartition, Long> ends = new java.util.HashMap<>();
      admin.listOffsets(latest).all().get().forEach((p, info) -> ends.put(p, info.offset()));
      return ends;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }

  private KafkaProducer<String, String> producer() {
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "transactional.id",
                unique("test"),
                "retry.backoff.ms",
                "5"),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    return producer;
  }
}
