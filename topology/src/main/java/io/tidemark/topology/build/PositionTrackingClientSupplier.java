package io.tidemark.topology.build;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka Streams' clients, with two differences: main consumers record their positions, and a
 * producer's transactional id is the same after a restart, so that the restarted process ends the
 * transaction that the killed one left open, instead of waiting for its timeout. (Streams makes the
 * id of a random one where there is no state store.)
 *
 * <p>Thread-safe; positions are those of the calling Streams thread's own consumer.
 */
public final class PositionTrackingClientSupplier implements KafkaClientSupplier, InputPositions {

  /** In a producer's configuration: what its transactional id begins with. */
  static final String TRANSACTIONAL_ID_PREFIX = "tidemark.transactional.id.prefix";

  private final ThreadLocal<PartitionPositions> positions =
      ThreadLocal.withInitial(PartitionPositions::new);

  @Override
  public OptionalLong position(TopicPartition partition, long lastProcessed) {
    return positions.get().position(partition, lastProcessed);
  }

  @Override
  public boolean isBehind() {
    return positions.get().isBehind();
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(
        withStableId(config), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Streams' id ends in the thread's number, which is the same after a restart. */
  static Map<String, Object> withStableId(Map<String, Object> config) {
    Map<String, Object> stable = new HashMap<>(config);
    Object prefix = stable.remove(TRANSACTIONAL_ID_PREFIX);
    Object id = stable.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    if (prefix != null && id != null) {
      String thread = id.toString().substring(id.toString().lastIndexOf('-'));
      stable.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, prefix + thread);
    }
    return stable;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new PositionTrackingConsumer(config, positions::get);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
