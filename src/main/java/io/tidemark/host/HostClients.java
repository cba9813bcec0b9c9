package io.tidemark.host;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
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

  private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(1);

  private static final Duration SOURCE_TRANSACTION = Duration.ofSeconds(60);

  private static final int BATCH_BYTES = 512 << 10;

  private static final String BACKOFF_MILLIS = "5";
  private static final String MAX_BACKOFF_MILLIS = "1000";

  public HostClients {
    clientConfig = Map.copyOf(clientConfig);
  }

  /** Without the configuration's values, which may be secret. */
  @Override
  public String toString() {
    return bootstrapServers + " " + clientConfig.keySet();
  }

  public Admin admin(String clientId) {
    return Admin.create(common(clientId));
  }

  /** A source's producer: a killed owner's transaction is ended by its successor's first call. */
  public Producer<byte[], byte[]> sourceProducer(String transactionalId) {
    return sourceProducer(transactionalId, BATCH_BYTES);
  }

  /**
   * The same for a topic that takes no larger batches: the client would try for minutes to split
   * one that is larger because one of its records is.
   */
  Producer<byte[], byte[]> sourceProducer(String transactionalId, int largestMessage) {
    int batchBytes = Math.min(BATCH_BYTES, largestMessage);
    return transactionalProducer(transactionalId, SOURCE_TRANSACTION, batchBytes);
  }

  /**
   * A producer of transactions. Linger costs no latency: the end of a transaction sends what waits.
   *
   * @param timeout after which Kafka ends a transaction whose owner never comes back
   */
  public Producer<byte[], byte[]> transactionalProducer(String transactionalId, Duration timeout) {
    return transactionalProducer(transactionalId, timeout, BATCH_BYTES);
  }

  private Producer<byte[], byte[]> transactionalProducer(
      String transactionalId, Duration timeout, int batchBytes) {
    Map<String, Object> config = common(transactionalId);
    config.put("transactional.id", transactionalId);
    config.put("transaction.timeout.ms", Math.toIntExact(timeout.toMillis()));
    config.put("linger.ms", 100);
    config.put("batch.size", batchBytes);
    config.put("buffer.memory", 64L << 20);
    config.put("compression.type", "lz4");
    config.put("max.request.size", MAX_REQUEST_BYTES);
    config.put("send.buffer.bytes", 1 << 20);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A sink's consumer. */
  public Consumer<byte[], byte[]> sinkConsumer(String group, Membership membership) {
    Map<String, Object> config = sinkConfig(group, membership.instance());
    if (membership.division() == Membership.Division.ONE_OWNER) {
      config.put("partition.assignment.strategy", SoleOwnerAssignor.class.getName());
    }
    // A sink reads on from where its task says; what has expired meanwhile is not skipped.
    config.put("auto.offset.reset", "none");
    return consumer(config);
  }

  /**
   * The consumer of a sink whose partitions all belong to one member of the group. It may take as
   * long as it likes between two polls: a process that is gone is noticed by its heartbeats.
   */
  public Consumer<byte[], byte[]> soleConsumer(String group, String instance) {
    Map<String, Object> config = sinkConfig(group, instance);
    config.put("partition.assignment.strategy", SoleOwnerAssignor.class.getName());
    config.put("max.poll.interval.ms", Integer.MAX_VALUE);
    return consumer(config);
  }

  /**
   * The consumer of a group whose one owner has something else to do than to read: heartbeats and a
   * prompt answer to the group are all that it asks for.
   */
  Consumer<byte[], byte[]> ownerConsumer(String group, String instance) {
    Map<String, Object> config = sinkConfig(group, instance);
    config.put("partition.assignment.strategy", SoleOwnerAssignor.class.getName());
    config.put("max.poll.interval.ms", 60_000);
    return consumer(config);
  }

  private Map<String, Object> sinkConfig(String group, String instance) {
    Map<String, Object> config = readCommitted(group);
    config.put("group.id", group);
    config.put("group.instance.id", instance);
    config.put("session.timeout.ms", 10_000);
    config.put("max.poll.records", 20_000);
    config.put("fetch.max.bytes", 16 << 20);
    config.put("max.partition.fetch.bytes", 4 << 20);
    return config;
  }

  /**
   * Closes a member of a group, which leaves it: others go on with its part at once, although its
   * membership is static (KIP-1092). One that dies keeps its place for ten seconds.
   */
  public static void leave(Consumer<byte[], byte[]> member) {
    member.close(
        CloseOptions.timeout(LEAVE_TIMEOUT)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }

  /** A consumer without a group that reads whole topics. */
  public Consumer<byte[], byte[]> reader(String clientId) {
    Map<String, Object> config = readCommitted(clientId);
    config.put("max.poll.records", 20_000);
    return consumer(config);
  }

  /** The same, failing where what it is told to read isn't there any more. */
  public Consumer<byte[], byte[]> exactReader(String clientId) {
    Map<String, Object> config = readCommitted(clientId);
    config.put("auto.offset.reset", "none");
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
