package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicTrimmingIT {

  private static final String FILE =
      """
      name: NAME
      sources:
        orders:
          topic: NAME.orders
          schema: "id STRING, at STRING"
          partitions: 1
          files: {path: DIR/in}
      tables:
        lines:
          from: orders
          steps: [{select: [id]}]
          write:
            - {delta: DIR/tables/lines}
            - {delta: DIR/tables/copy}
        per_hour:
          from: orders
          steps:
            - with_column: {time: CAST(at AS TIMESTAMP)}
            - with_watermark: {column: time, delay: 1 minute}
            - group_by: {window: {size: 1 hour}, keys: [id], aggregate: {n: count(*)}}
          write: {delta: DIR/tables/per_hour}
      """;

  @TempDir Path root;

  private TestKafka kafka;
  private PipelineFolder pipeline;
  private String name;

  @BeforeEach
  void runOnce() {
    kafka = TestKafka.shared();
    name = TestKafka.unique("trimmed");
    KafkaAccess access = new KafkaAccess.Operated(kafka.bootstrapServers(), Map.of());
    pipeline = new PipelineFolder(root, access, FILE.replace("NAME", name));
    pipeline.add("1.json", order("a", 0), "no order", order("b", 3));
    pipeline.run("available_now");
  }

  @AfterEach
  void disconnect() {
    kafka.close();
  }

  @Test
  void whatAllReadersHaveCommittedIsDeletedAndTheNextRunGoesOn() throws Exception {
    // When
    trim(InstantSource.system());

    // Then
    assertThat(begin("lines.rows")).isPositive().isEqualTo(end("lines.rows") - 1);
    assertThat(begin("per_hour.groups")).isPositive();
    assertThat(begin("orders.dead_letter")).isPositive();
    assertThat(begin("orders")).as("others may read it for a week").isZero();

    // When
    pipeline.add("2.json", order("c", 5));
    pipeline.run("available_now");

    // Then
    assertThat(rows("lines", "id")).containsExactly("a", "b", "c");
    assertThat(rows("copy", "id")).containsExactly("a", "b", "c");
    assertThat(rows("per_hour", "id, n")).containsExactly("a, 1", "b, 1");
  }

  @Test
  void aSourcesRecordsGoWhenTheyAreReadAndAWeekOldAndNotBefore() throws Exception {
    // Given
    kafka.produce(name + ".orders", List.of(order("unread", 6)));
    Instant later = Instant.now().plus(Duration.ofDays(8));

    // When
    trim(InstantSource.fixed(later));

    // Then
    assertThat(begin("orders")).isPositive().isLessThanOrEqualTo(end("orders") - 2);

    // When
    pipeline.run("available_now");

    // Then
    assertThat(rows("lines", "id")).containsExactly("a", "b", "unread");
  }

  @Test
  void whatOneOfTheReadersHasNotReadStays() throws Exception {
    // Given: a third target, which has not run yet
    String both = "- {delta: DIR/tables/copy}\n      - {delta: DIR/tables/third}";
    pipeline =
        new PipelineFolder(
            root,
            kafka.bootstrapServers(),
            FILE.replace("NAME", name).replace("- {delta: DIR/tables/copy}", both));

    long before = begin("lines.rows"); // the run may have trimmed, with the readers that it had

    // When
    trim(InstantSource.system());

    // Then
    assertThat(begin("lines.rows")).isEqualTo(before);
    assertThat(begin("per_hour.groups")).isPositive();
  }

  @Test
  void nothingBetweenThePartsExpires() throws Exception {
    Map<String, String> kept = new HashMap<>();
    for (String topic : List.of("orders", "lines.rows", "per_hour.groups", "per_hour.late")) {
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name + "." + topic);
      kept.put(
          topic,
          kafka
              .admin()
              .describeConfigs(List.of(resource))
              .all()
              .get()
              .get(resource)
              .get("retention.ms")
              .value());
    }

    assertThat(kept).allSatisfy((topic, retention) -> assertThat(retention).isEqualTo("-1"));
  }

  private void trim(InstantSource clock) {
    try (TopicTrimming trimming = new TopicTrimming(pipeline.plan(), kafka.admin(), clock)) {
      trimming.trim();
    }
  }

  private long begin(String topic) throws Exception {
    TopicPartition partition = new TopicPartition(name + "." + topic, 0);
    return kafka
        .admin()
        .listOffsets(Map.of(partition, OffsetSpec.earliest()))
        .partitionResult(partition)
        .get()
        .offset();
  }

  private long end(String topic) {
    return kafka.ends(name + "." + topic).get(new TopicPartition(name + "." + topic, 0));
  }

  private List<String> rows(String table, String columns) {
    return TableQuery.rows(
        pipeline.table(table), "SELECT %s FROM t ORDER BY id".formatted(columns));
  }

  private static String order(String id, int hour) {
    return "{\"id\": \"%s\", \"at\": \"2024-01-01T%02d:00:00Z\"}".formatted(id, hour);
  }
}
