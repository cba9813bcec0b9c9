package io.tidemark.host;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The Kafka clients of the host and their configuration.
 *
 * @param clientConfig what every client needs beside the address (security)
 */
public record HostClients(String bootstrapServers, Map<String, String> clientConfig) {

  /** Of one request; the topics' {@code max.message.bytes} may be as large. */
  private static final int MAX_REQUEST_BYTES = 64 << 20;

  private static final String BACKOFF_MILLIS = "5";
  private static final String MAX_BACKOFF_MILLIS = "1000";

  public HostClients {
    clientConfig = Map.copyOf(clientConfig);
  }

  public Admin admin(String clientId) {
    return Admin.create(common(clientId));
  }

  /** A source's producer. Linger costs no latency: the end of a transaction sends what waits. */
  Producer<byte[], byte[]> sourceProducer(String transactionalId) {
    Map<String, Object> config = common(transactionalId);
    config.put("transactional.id", transactionalId);
    // A killed owner's transaction is ended by its successor's first call; the timeout is only for
    // an owner that never comes back.
    config.put("transaction.timeout.ms", 60_000);
    config.put("linger.ms", 100);
    config.put("batch.size", 512 << 10);
    config.put("buffer.memory", 64L << 20);
    config.put("compression.type", "lz4");
    config.put("max.request.size", MAX_REQUEST_BYTES);
    config.put("send.buffer.bytes", 1 << 20);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * A sink's consumer.
   *
   * @param instance names the member, so that a restarted process takes its place at once
   */
  Consumer<byte[], byte[]> sinkConsumer(String group, String instance) {
    Map<String, Object> config = readCommitted(group);
    config.put("group.id", group);
    config.put("group.instance.id", instance);
    config.put("session.timeout.ms", 10_000);
    config.put("max.poll.records", 20_000);
    config.put("fetch.max.bytes", 16 << 20);
    config.put("max.partition.fetch.bytes", 4 << 20);
    return consumer(config);
  }

  /** A consumer without a group that reads whole topics. */
  public Consumer<byte[], byte[]> reader(String clientId) {
    Map<String, Object> config = readCommitted(clientId);
    config.put("max.poll.records", 20_000);
    return consumer(config);
  }

  private Map<String, Object> readCommitted(String clientId) {
    Map<String, Object> config = common(clientId);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.put("auto.offset.reset", "earliest");
    config.put("receive.buffer.bytes", 1 << 20);
    config.put("allow.auto.create.topics", false);
    return config;
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> common(String clientId) {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put("bootstrap.servers", bootstrapServers);
    config.put("client.id", clientId);
    config.put("retry.backoff.ms", BACKOFF_MILLIS);
    config.put("retry.backoff.max.ms", MAX_BACKOFF_MILLIS);
    config.put("reconnect.backoff.ms", BACKOFF_MILLIS);
    config.put("reconnect.backoff.max.ms", MAX_BACKOFF_MILLIS);
    config.put("metric.reporters", "");
    config.put("enable.metrics.push", false);
    return config;
  }
}
