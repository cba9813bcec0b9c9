package io.tidemark.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.checkpoint.Admission.Losses;
import io.tidemark.checkpoint.NewEpoch;
import io.tidemark.checkpoint.Reset;
import io.tidemark.checkpoint.Reset.Rows;
import io.tidemark.row.problem.UserException;
import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table's targets, on a real broker. */
class TargetsIT {

  private static final String PIPELINE =
      """
      name: NAME
      sources:
        orders:
          topic: NAME.orders
          partitions: 2
          schema: "id STRING, amount INT, at TIMESTAMP"
          files: {path: DIR/in, settle: 1 milliseconds}
      tables:
        lines:
          from: orders
          write: TARGETS
      """;

  @TempDir Path root;

  private TestKafka kafka;
  private String name;
  private final List<String> shown = new ArrayList<>();

  @BeforeEach
  void connect() {
    kafka = TestKafka.shared();
    name = TestKafka.unique("targets");
  }

  @AfterEach
  void disconnect() {
    kafka.close();
  }

  @Test
  void eachTargetGetsEveryRowOnce() throws IOException {
    // Given
    PipelineFolder pipeline =
        pipeline(
            """

                - {delta: DIR/tables/lines}
                - {delta: DIR/tables/copy}
                - {topic: NAME.json}
                - {console: {num_rows: 1}}
                - {foreach_batch: io.tidemark.run.LoggingWriter, config: {log: DIR/log}}
            """);
    pipeline.add("1.json", order("a", 1), order("b", 2));
    run(pipeline);
    pipeline.add("2.json", order("c", 3));

    // When
    RunSummary summary = run(pipeline);

    // Then
    List<String> all = List.of("a, 1", "b, 2", "c, 3");
    assertThat(ids(pipeline.table("lines"))).isEqualTo(all);
    assertThat(ids(pipeline.table("copy"))).isEqualTo(all);
    assertThat(kafka.readValues(name + ".json"))
        .containsExactlyInAnyOrder(json("a", 1), json("b", 2), json("c", 3));
    assertThat(log())
        .containsExactly(
            "0 [a, 1, 1750630525000000]; [b, 2, 1750630525000000]", "1 [c, 3, 1750630525000000]");
    assertThat(shown)
        .filteredOn(line -> line.startsWith("batch"))
        .containsExactly("batch 0 of lines", "batch 1 of lines");
    assertThat(shown).anyMatch(line -> line.startsWith("(the first 1 row;"));
    assertThat(summary.tables())
        .filteredOn(t -> t.name().equals("lines"))
        .extracting(TableSummary::rows)
        .containsExactly(1L, 1L, 1L, 1L, 1L);
  }

  @Test
  void aBatchThatFailedComesAgainWithItsRowsBeforeAnyOther() throws IOException {
    // Given
    PipelineFolder pipeline = foreachBatch();
    pipeline.add("1.json", order("a", 1));
    Files.createFile(root.resolve("fail"));
    assertThatThrownBy(() -> run(pipeline))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            pipeline.file().getFileName() + ": tables.lines.write.foreach_batch")
        .hasMessageContaining(
            "io.tidemark.run.LoggingWriter failed 3 times at batch 0: the disk is full");
    Files.delete(root.resolve("fail"));
    pipeline.add("2.json", order("b", 2));

    // When
    run(pipeline);

    // Then
    String first = "0 [a, 1, 1750630525000000]";
    assertThat(log()).containsExactly(first, first, first, first, "1 [b, 2, 1750630525000000]");
  }

  @Test
  void nothingNewIsNoBatch() throws IOException {
    // Given
    PipelineFolder pipeline = foreachBatch();
    pipeline.add("1.json", order("a", 1));
    run(pipeline);

    // When
    run(pipeline);

    // Then
    assertThat(log()).hasSize(1);
  }

  @Test
  void groupsThatChangeGoToATopicByKeyAndToTheConsole() {
    // Given
    PipelineFolder pipeline =
        new PipelineFolder(
            root,
            access(),
            PIPELINE
                .replace(
                    "    write: TARGETS",
                    """
                        steps:
                          - group_by: {keys: [id], aggregate: {n: count(*)}}
                          - filter: n < 3
                          - select: [n, id]
                        write:
                          - {topic: NAME.json, output_mode: update}
                          - {console: {num_rows: 5}}
                    """
                        .stripTrailing())
                .replace("NAME", name));
    pipeline.add("1.json", order("a", 1), order("b", 2), order("a", 3));
    run(pipeline);
    pipeline.add("2.json", order("a", 1));

    // When
    run(pipeline);

    // Then
    assertThat(
            kafka.read(name + ".json").stream()
                .map(r -> text(r.key()) + " " + text(r.value()))
                .sorted())
        .containsExactly(
            "{\"id\":\"a\"} null",
            "{\"id\":\"a\"} {\"n\":2,\"id\":\"a\"}",
            "{\"id\":\"b\"} {\"n\":1,\"id\":\"b\"}");
    assertThat(shown).contains("(1 deleted)");
  }

  @Test
  void aResetGivesEveryTargetAllRowsOnceMoreAndIdsOfBatchesGoOn() throws Exception {
    // Given
    PipelineFolder pipeline =
        pipeline(
            """

                - {delta: DIR/tables/lines}
                - {topic: NAME.json}
                - {foreach_batch: io.tidemark.run.LoggingWriter, config: {log: DIR/log}}
            """);
    pipeline.add("1.json", order("a", 1), order("b", 2));
    run(pipeline);
    assertThatThrownBy(() -> reset(pipeline, Rows.UNSAID))
        .hasMessageContaining("table " + pipeline.table("lines") + ": it has rows")
        .hasMessageContaining("topic " + name + ".json: it has rows");

    // When
    List<String> lines = reset(pipeline, Rows.DROP);
    run(pipeline);

    // Then
    assertThat(lines)
        .anyMatch(l -> l.contains("topic " + name + ".json: all its records are deleted"))
        .anyMatch(l -> l.contains("LoggingWriter: gets everything once more"));
    assertThat(ids(pipeline.table("lines"))).containsExactly("a, 1", "b, 2");
    assertThat(kafka.readValues(name + ".json"))
        .containsExactlyInAnyOrder(json("a", 1), json("b", 2));
    assertThat(log())
        .containsExactly(
            "0 [a, 1, 1750630525000000]; [b, 2, 1750630525000000]",
            "1 [a, 1, 1750630525000000]; [b, 2, 1750630525000000]");

    // and the next run goes on from there
    pipeline.add("2.json", order("c", 3));
    run(pipeline);
    assertThat(kafka.readValues(name + ".json")).hasSize(3);
    assertThat(log()).hasSize(3).last().isEqualTo("2 [c, 3, 1750630525000000]");
  }

  @Test
  void aResetDropsNoRowsOfATopicThatIsCompacted() throws Exception {
    // Given
    PipelineFolder pipeline = pipeline("{topic: NAME.json}");
    pipeline.add("1.json", order("a", 1));
    run(pipeline);
    kafka
        .admin()
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, name + ".json"),
                List.of(
                    new AlterConfigOp(
                        new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.SET))))
        .all()
        .get();

    // When / Then
    assertThatThrownBy(() -> reset(pipeline, Rows.DROP))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("topic " + name + ".json: its records can't be deleted")
        .hasMessageContaining("--keep-rows");
    run(pipeline);
    assertThat(kafka.readValues(name + ".json")).containsExactly(json("a", 1));
  }

  @Test
  void aNewEpochLetsTargetsReadATopicOfRowsThatWasMadeAnew() throws Exception {
    // Given
    PipelineFolder pipeline =
        pipeline(
            """

                - {topic: NAME.json}
                - {foreach_batch: io.tidemark.run.LoggingWriter, config: {log: DIR/log}}
            """);
    pipeline.add("1.json", order("a", 1), order("b", 2));
    run(pipeline);
    kafka.admin().deleteTopics(List.of(name + ".lines.rows")).all().get();
    assertThatThrownBy(() -> run(pipeline)).hasMessageContaining("is gone");

    // When
    try (PipelineVisit visit =
        PipelineVisit.open(pipeline.data(), access(), PipelineVisit.Claim.CHANGE)) {
      NewEpoch.of(pipeline.plan(), visit.host()).execute(visit.host(), visit.ownInstances());
    }
    pipeline.add("2.json", order("c", 3));
    run(pipeline);

    // Then
    assertThat(kafka.readValues(name + ".json"))
        .containsExactlyInAnyOrder(json("a", 1), json("b", 2), json("c", 3));
    assertThat(log()).hasSize(2).last().isEqualTo("1 [c, 3, 1750630525000000]");
  }

  @Test
  void recordsThatAreGoneBeforeATargetHadThemAreSkippedOnlyWhenTold() throws Exception {
    // Given a target that has the first row, and a topic of rows that has lost the next ones
    PipelineFolder pipeline = pipeline("{topic: NAME.json}");
    pipeline.add("1.json", order("a", 1));
    run(pipeline);
    String rows = name + ".lines.rows";
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    for (int partition = 0; partition < 2; partition++) {
      for (int i = 0; i < 3; i++) {
        kafka.produce(rows, partition, List.of("lost"));
      }
    }
    kafka.ends(rows).forEach((p, end) -> all.put(p, RecordsToDelete.beforeOffset(end)));
    kafka.admin().deleteRecords(all).all().get();
    assertThatThrownBy(() -> run(pipeline))
        .hasMessageContaining(
            "records that target lines.topic." + name + ".json has not read are gone")
        .hasMessageContaining("--accept-loss");

    // When
    pipeline.add("2.json", order("b", 2));
    RunSettings settings = pipeline.settings("available_now");
    new PipelineRun(
            pipeline.plan(),
            new RunSettings(
                settings.dataFolder(),
                settings.kafka(),
                settings.trigger(),
                settings.plugins(),
                new RunSettings.Start("", Losses.ACCEPTED)),
            new SilentListener())
        .execute();

    // Then
    assertThat(kafka.readValues(name + ".json"))
        .containsExactlyInAnyOrder(json("a", 1), json("b", 2));
  }

  @Test
  void aTopicIsGoneOnWithWhenWhatItsFormerWriterMayStillCommitIsDecided() throws Exception {
    // Given a transaction of which Kafka has the group's offsets, and nothing else yet
    PipelineFolder pipeline = pipeline("{topic: NAME.json}");
    pipeline.add("1.json", order("a", 1));
    run(pipeline);
    String rows = name + ".lines.rows";
    String target = "lines.topic." + name + ".json";
    String group = "connect-" + name + "." + target;
    Map<TopicPartition, Long> before = kafka.ends(rows);
    try (KafkaProducer<byte[], byte[]> former = transactionalProducer()) {
      former.beginTransaction();
      former.sendOffsetsToTransaction(
          before.keySet().stream()
              .collect(Collectors.toMap(p -> p, p -> new OffsetAndMetadata(before.get(p) + 1))),
          outsider(group));
      try (BackgroundRun run = BackgroundRun.of(pipeline.start("default", new SilentListener()))) {
        await().until(() -> isStable(group));
        pipeline.add("2.json", order("b", 2));
        await().until(() -> !kafka.ends(rows).equals(before));

        // When
        former.send(new ProducerRecord<>(name + ".json", json("b", 2).getBytes(UTF_8)));
        kafka
            .ends(rows)
            .forEach(
                (p, end) ->
                    former.send(
                        new ProducerRecord<>(
                            name + ".sinks",
                            (target + "/" + p.partition()).getBytes(UTF_8),
                            Long.toString(end).getBytes(UTF_8))));
        former.commitTransaction();

        // Then
        pipeline.add("3.json", order("c", 3));
        await().until(() -> kafka.readValues(name + ".json").contains(json("c", 3)));
        run.stop();
      }
    }
    assertThat(kafka.readValues(name + ".json"))
        .containsExactlyInAnyOrder(json("a", 1), json("b", 2), json("c", 3));
  }

  /** Belongs to the group, and is no member. */
  private ConsumerGroupMetadata outsider(String group) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", group),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return consumer.groupMetadata();
    }
  }

  private boolean isStable(String group) throws Exception {
    return kafka
        .admin()
        .describeConsumerGroups(List.of(group))
        .all()
        .get()
        .get(group)
        .groupState()
        .equals(GroupState.STABLE);
  }

  private KafkaProducer<byte[], byte[]> transactionalProducer() {
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", name),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  @Test
  void refusesClassesThatCannotBeCalledBeforeAnythingRuns() {
    PipelineFolder pipeline =
        pipeline(
            """

                - {foreach_batch: com.acme.NoSuchWriter}
                - {foreach_batch: java.lang.String}
            """);

    assertThatThrownBy(() -> run(pipeline))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "tables.lines.write[0].foreach_batch (line 12): there is no class"
                + " com.acme.NoSuchWriter on the class path")
        .hasMessageContaining(
            "tables.lines.write[1].foreach_batch (line 13): class java.lang.String"
                + " is no io.tidemark.row.batch.BatchWriter");
    assertThat(pipeline.data()).doesNotExist();
  }

  private PipelineFolder foreachBatch() {
    return pipeline("{foreach_batch: io.tidemark.run.LoggingWriter, config: {log: DIR/log}}");
  }

  private KafkaAccess access() {
    return new KafkaAccess.Operated(kafka.bootstrapServers(), Map.of());
  }

  private List<String> reset(PipelineFolder pipeline, Rows rows) throws Exception {
    return ResetProcess.reset(
        pipeline.plan(),
        pipeline.data(),
        access(),
        new ResetProcess.What(Optional.empty(), Reset.To.EARLIEST, rows));
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "null" : new String(bytes, UTF_8);
  }

  private PipelineFolder pipeline(String targets) {
    return new PipelineFolder(
        root, access(), PIPELINE.replace("TARGETS", targets.stripTrailing()).replace("NAME", name));
  }

  private RunSummary run(PipelineFolder pipeline) {
    SilentListener listener =
        new SilentListener() {
          @Override
          public void shown(List<String> lines) {
            shown.addAll(lines);
          }
        };
    return pipeline.start("available_now", listener).execute();
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(root.resolve("log"), UTF_8);
  }

  private static List<String> ids(Path table) {
    return TableQuery.rows(table, "SELECT id, amount FROM t ORDER BY id");
  }

  private static String order(String id, int amount) {
    return "{\"id\": \"%s\", \"amount\": %d, \"at\": \"2025-06-22T22:15:25Z\"}"
        .formatted(id, amount);
  }

  private static String json(String id, int amount) {
    return "{\"id\":\"%s\",\"amount\":%d,\"at\":\"2025-06-22T22:15:25Z\"}".formatted(id, amount);
  }
}
