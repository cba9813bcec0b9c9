package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import io.tidemark.topology.build.StreamsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a windowed table's state: {@code -Dtidemark.state.keys=1000000} for many keys. All of
 * it, broker included, in the test's JVM, which has 1 GB of heap.
 */
class StateIT {

  private static final Logger LOG = LoggerFactory.getLogger(StateIT.class);

  private static final int KEYS = Integer.getInteger("tidemark.state.keys", 20_000);

  /**
   * So many that reading them again takes longer than from one look at the progress to the next.
   */
  private static final int MANY_KEYS = 1_000_000;

  /** The hour's one group, and how far it has got. */
  private static final int OPEN_AT_THE_END = 4;

  private static final int KEYS_A_TRANSACTION = 10_000;
  private static final int PARTITIONS = 2;

  private static final String PER_HOUR =
      """
      name: NAME
      sources:
        events:
          topic: NAME.events
          schema: "at STRING, id INT"
          partitions: 2
      tables:
        per_hour:
          from: events
          steps:
            - with_column: {time: CAST(at AS TIMESTAMP)}
            - with_watermark: {column: time, delay: 1 minute}
            - group_by:
                window: {size: 1 hour}
                keys: [id]
                aggregate: {events: count(*)}
          write: {delta: DIR/tables/per_hour}
      """;

  private static final ConfigResource ALL_BROKERS =
      new ConfigResource(ConfigResource.Type.BROKER, "");
  private static final String CLEANER_PAUSE = "log.cleaner.backoff.ms";

  @TempDir Path root;

  private final List<RestoreSummary> seen = new CopyOnWriteArrayList<>();
  private TestKafka kafka;
  private PipelineFolder pipeline;
  private String topic;
  private String changelog;

  @BeforeEach
  void writePipeline() {
    kafka = TestKafka.shared();
    KafkaAccess access = new KafkaAccess.Operated(kafka.bootstrapServers(), Map.of());
    pipeline =
        new PipelineFolder(root, access, PER_HOUR.replace("NAME", TestKafka.unique("state")));
    topic = pipeline.plan().sources().get(0).topic();
    changelog = StreamsSettings.changelog(pipeline.plan().name(), "per_hour");
    kafka.create(topic, PARTITIONS);
  }

  @AfterEach
  void disconnect() throws Exception {
    AlterConfigOp reset =
        new AlterConfigOp(new ConfigEntry(CLEANER_PAUSE, null), AlterConfigOp.OpType.DELETE);
    kafka.admin().incrementalAlterConfigs(Map.of(ALL_BROKERS, List.of(reset))).all().get();
    kafka.close();
  }

  @Test
  void isReadAgainWhenItIsLostAndLeavesNothingInItsTopicWhenItsWindowsHaveClosed()
      throws Exception {
    // Given: a window that is open, of many keys
    produceHour();
    RunSummary filled = run();
    assertThat(filled.restores()).isEmpty();
    assertThat(liveKeys()).isGreaterThanOrEqualTo(KEYS);
    assertThat(segmentBytes()).isEqualTo("16777216"); // by default its topic would keep a gigabyte
    long openBytes = changelogBytes();

    assertThat(storeOptions()) // see BoundedRocksDbTest for what comes of it
        .isNotEmpty()
        .allSatisfy(o -> assertThat(o).contains("periodic_compaction_seconds=3600"));

    // When: the state is lost
    deleteState();
    RunSummary restored = run();

    // Then: it is read again, which shows, and the window is still open
    LOG.info("{} keys in {}, again in {}", KEYS, filled.duration(), restored.duration());
    assertThat(restored.restores())
        .singleElement()
        .satisfies(state -> assertThat(state.records()).isGreaterThanOrEqualTo(KEYS))
        .satisfies(state -> assertThat(state.isDone()).isTrue());
    assertThat(seen).contains(restored.restores().get(0));
    if (KEYS >= MANY_KEYS) {
      assertThat(seen).anySatisfy(state -> assertThat(state.percent()).isBetween(1, 99));
    }
    assertThat(TableQuery.count(pipeline.table("per_hour"))).isZero();

    // When: an event of a later hour closes the window
    RunSummary closed = runWithEventOf(2);

    // Then: each key was counted once, and only what is open now would be read again
    LOG.info("closed in {}", closed.duration());
    assertThat(TableQuery.rows(pipeline.table("per_hour"), "SELECT count(*), max(events) FROM t"))
        .containsExactly(KEYS + ", 1");
    assertThat(liveKeys()).isLessThanOrEqualTo(OPEN_AT_THE_END);

    // When: Kafka compacts what is not the newest segment
    compactSoon();
    runWithEventOf(3);
    runWithEventOf(4);

    // Then: the deletions are gone too
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(records()).isLessThan(100);
              assertThat(changelogBytes()).isLessThan(openBytes / 10);
            });
    LOG.info("changelog: {} bytes when open, {} at the end", openBytes, changelogBytes());
  }

  private RunSummary runWithEventOf(int hour) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      kafka.produce(topic, partition, List.of(event(0, hour)));
    }
    return run();
  }

  private RunSummary run() {
    return pipeline
        .start(
            "available_now",
            new SilentListener() {
              @Override
              public void progressed(RunSummary soFar) {
                seen.addAll(soFar.restores());
              }
            })
        .execute();
  }

  private void produceHour() {
    for (int from = 0; from < KEYS; from += KEYS_A_TRANSACTION) {
      int end = Math.min(KEYS, from + KEYS_A_TRANSACTION);
      kafka.produce(
          topic,
          from / KEYS_A_TRANSACTION % PARTITIONS,
          IntStream.range(from, end).mapToObj(id -> event(id, 0)).toList());
    }
  }

  private static String event(int id, int hour) {
    return "{\"at\": \"2025-06-20T%02d:30:00Z\", \"id\": %d}".formatted(hour, id);
  }

  /** Keys that have a value, as a restart would find them. */
  private long liveKeys() {
    Set<Bytes> keys = new HashSet<>();
    read(
        record -> {
          if (record.value() == null) {
            keys.remove(Bytes.wrap(record.key()));
          } else {
            keys.add(Bytes.wrap(record.key()));
          }
        });
    return keys.size();
  }

  private long records() {
    AtomicLong records = new AtomicLong();
    read(record -> records.incrementAndGet());
    return records.get();
  }

  private void read(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Map<TopicPartition, Long> ends = kafka.ends(changelog);
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      while (ends.keySet().stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(reader);
      }
    }
  }

  private void compactSoon() throws Exception {
    Map<ConfigResource, Collection<AlterConfigOp>> changes =
        Map.of(
            ALL_BROKERS,
            set(Map.of(CLEANER_PAUSE, "100")),
            new ConfigResource(ConfigResource.Type.TOPIC, changelog),
            set(
                Map.of(
                    "segment.ms",
                    "100",
                    "min.cleanable.dirty.ratio",
                    "0",
                    "delete.retention.ms",
                    "0")));
    kafka.admin().incrementalAlterConfigs(changes).all().get();
  }

  private static Collection<AlterConfigOp> set(Map<String, String> values) {
    return values.entrySet().stream()
        .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
        .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
        .toList();
  }

  private String segmentBytes() throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, changelog);
    return kafka
        .admin()
        .describeConfigs(List.of(resource))
        .all()
        .get()
        .get(resource)
        .get("segment.bytes")
        .value();
  }

  private long changelogBytes() throws Exception {
    return kafka.admin().describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
        .flatMap(folders -> folders.values().stream())
        .flatMap(folder -> folder.replicaInfos().entrySet().stream())
        .filter(replica -> replica.getKey().topic().equals(changelog))
        .mapToLong(replica -> replica.getValue().size())
        .sum();
  }

  /** As RocksDB keeps them beside its data. */
  private List<String> storeOptions() throws IOException {
    List<String> options = new ArrayList<>();
    try (Stream<Path> files = Files.walk(pipeline.data())) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("OPTIONS-")).toList()) {
        options.add(Files.readString(file));
      }
    }
    return options;
  }

  private void deleteState() throws IOException {
    try (Stream<Path> files = Files.walk(pipeline.data())) {
      for (Path file :
          files
              .filter(f -> pipeline.data().relativize(f).toString().contains("state"))
              .sorted(Comparator.reverseOrder())
              .toList()) {
        Files.delete(file);
      }
    }
  }
}
