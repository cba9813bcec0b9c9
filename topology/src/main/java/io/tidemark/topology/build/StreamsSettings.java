package io.tidemark.topology.build;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;

/**
 * Kafka Streams' configuration for a pipeline. To be used with a {@link
 * PositionTrackingClientSupplier}.
 *
 * @param pipeline the pipeline's name
 * @param instance names this process among those that share the work; the same after a restart
 * @param stateDir where state stores and their process's identity live
 * @param clientConfig what else every client needs (security)
 */
public record StreamsSettings(
    String pipeline,
    String bootstrapServers,
    String instance,
    Path stateDir,
    int threads,
    Map<String, String> clientConfig) {

  /** Of one request: a table's rows of one record may be much larger than the record. */
  static final int MAX_REQUEST_BYTES = 32 << 20;

  public StreamsSettings {
    clientConfig = Map.copyOf(clientConfig);
  }

  /** Without the configuration's values, which may be secret. */
  @Override
  public String toString() {
    return "%s of %s on %s".formatted(instance, pipeline, bootstrapServers);
  }

  /** The consumer group and Streams application of a pipeline. */
  public static String applicationId(String pipeline) {
    return pipeline + ".topology";
  }

  /** The changelog topic of a table's state. */
  public static String changelog(String pipeline, String table) {
    return applicationId(pipeline) + "-" + NodeNames.store(table) + "-changelog";
  }

  /** The name of the store of a table's state. */
  public static String store(String table) {
    return NodeNames.store(table);
  }

  /** The configuration; a new object at each call. */
  public Properties properties() {
    Properties config = new Properties();
    config.putAll(clientConfig);
    application(config);
    consumer(config);
    producer(config);
    return config;
  }

  private void application(Properties config) {
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(pipeline));
    config.put(StreamsConfig.CLIENT_ID_CONFIG, applicationId(pipeline) + "-" + instance);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // In a backlog; who keeps up asks for commits: see CommitPace.
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    // Each task reads one topic: there is nothing to wait for, and looking costs much per record.
    config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    config.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, ArrivalTimestamp.class);
    config.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class);
    config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, StopAtFailure.class);
    config.put("processing.exception.handler.global.enabled", true);
    config.put(StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG, "INFO");
    config.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
  }

  /** Static membership: a restarted process takes its place at once, without a rebalance. */
  private void consumer(Properties config) {
    put(config, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
    put(config, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    put(config, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    // What has expired before it was read is not skipped; what was never read begins at its
    // beginning, see PositionTrackingConsumer.
    put(config, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    put(config, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
  }

  private static void put(Properties config, String key, Object value) {
    config.put(StreamsConfig.mainConsumerPrefix(key), value);
  }

  /** A killed process's open transaction, if nobody takes its place, holds readers up so long. */
  private void producer(Properties config) {
    config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000);
    config.put(
        StreamsConfig.producerPrefix(PositionTrackingClientSupplier.TRANSACTIONAL_ID_PREFIX),
        applicationId(pipeline) + "-" + instance);
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST_BYTES);
    config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 50);
    config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 << 10);
    config.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 64L << 20);
    config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
  }
}
