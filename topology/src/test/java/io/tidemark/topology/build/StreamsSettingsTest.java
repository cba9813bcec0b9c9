package io.tidemark.topology.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

  private final StreamsSettings settings =
      new StreamsSettings(
          "orders",
          "localhost:9092",
          "node-1",
          Path.of("state"),
          3,
          Map.of("sasl.mechanism", "PLAIN"));

  @Test
  void processExactlyOnceAsAStaticMember() {
    StreamsConfig config = new StreamsConfig(settings.properties());

    assertThat(config.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("orders.topology");
    assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
        .isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
    assertThat(config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(500);
    assertThat(config.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG)).isEqualTo(3);
    Map<String, Object> consumer = config.getMainConsumerConfigs("orders.topology", "client", 2);
    assertThat(consumer)
        .containsEntry(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "node-1-2")
        .containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .containsEntry("sasl.mechanism", "PLAIN");
  }

  @Test
  void giveAProducerTheSameTransactionalIdAfterARestart() {
    Map<String, Object> producer =
        new StreamsConfig(settings.properties()).getProducerConfigs("client");
    producer.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        "orders.topology-9f3c7b1e-0000-4000-8000-000000000000-2");

    assertThat(PositionTrackingClientSupplier.withStableId(producer))
        .containsEntry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "orders.topology-node-1-2")
        .doesNotContainKey(PositionTrackingClientSupplier.TRANSACTIONAL_ID_PREFIX);
  }
}
