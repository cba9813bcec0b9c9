package io.tidemark.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.local.BrokerProcess;
import io.tidemark.testing.ChildJvm;
import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a row costs when four processes share a topic of 64 partitions, against one process with all
 * of them, on the same cores. Run by hand, on a machine at rest: {@code -Dsharing.orders=500000}.
 */
@EnabledIfSystemProperty(
    named = "sharing.orders",
    matches = "\\d+",
    disabledReason =
        "compares times, which wants a machine at rest: run by hand, see docs/proofs.md")
class SharedWorkIT {

  private static final int ORDERS = Integer.getInteger("sharing.orders", 100_000);

  /** Of each process: what it compiles first is no cost of a row. */
  private static final int WARM_UP = 100_000;

  private static final int PARTITIONS = 64;
  private static final int LINES_OF_ORDER = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String PIPELINE =
      """
      name: NAME
      sources:
        orders:
          topic: NAME.orders
          schema: "id INT, at STRING, items ARRAY<STRUCT<price: INT>>"
          partitions: 64
      tables:
        lines:
          from: orders
          steps:
            - explode_outer: items
            - select: [id, at, items.price]
          write: {delta: DIR/tables/lines}
        per_hour:
          from: orders
          steps:
            - with_column: {time: CAST(at AS TIMESTAMP)}
            - with_watermark: {column: time, delay: 10 minutes}
            - group_by:
                window: {size: 1 hour}
                keys: [id % 100 AS bucket]
                aggregate: {orders: count(*)}
          write: {delta: DIR/tables/per_hour}
      """;

  @TempDir Path root;

  @Test
  @Timeout(3600)
  void fourProcessesTakeEqualPartsAndARowCostsLittleMoreThanInOne() throws Exception {
    try (ChildJvm broker = BrokerProcess.start(root, root.resolve("broker"))) {
      String bootstrapServers = BrokerProcess.bootstrapServers(root, broker);

      // When
      Duration one = cost(bootstrapServers, 1);
      Duration four = cost(bootstrapServers, 4);

      // Then
      double ratio = (double) four.toMillis() / one.toMillis();
      Files.writeString(
          Path.of("target", "sharing.txt"),
          "%,d orders: %.1f CPU-s in one process, %.1f in four: %.2f times%n"
              .formatted(ORDERS, one.toMillis() / 1e3, four.toMillis() / 1e3, ratio));
      assertThat(ratio).isLessThan(1.2);
    }
  }

  /** CPU time of all processes for a backlog of orders, after those that warmed them up. */
  private Duration cost(String bootstrapServers, int processes) throws Exception {
    String name = TestKafka.unique("sharing");
    List<String> members = IntStream.range(0, processes).mapToObj(Integer::toString).toList();
    Path folder = Files.createDirectory(root.resolve("by-" + processes));
    PipelineFolder pipeline =
        new PipelineFolder(folder, bootstrapServers, PIPELINE.replace("NAME", name));
    try (TestKafka kafka = TestKafka.at(bootstrapServers);
        Crew crew = new Crew(pipeline)) {
      kafka.create(name + ".orders", PARTITIONS);
      crew.start(members.toArray(String[]::new));
      int warmUp = WARM_UP * processes;
      produce(bootstrapServers, name + ".orders", 0, warmUp);
      awaitLines(pipeline, warmUp);
      requireEvenParts(kafka, "connect-" + name + ".lines", processes);
      Duration before = crew.cpu();
      members.forEach(crew::pause); // for less than a session's ten seconds
      produce(bootstrapServers, name + ".orders", warmUp, ORDERS);
      members.forEach(crew::wake);
      awaitLines(pipeline, warmUp + ORDERS);
      return crew.cpu().minus(before);
    }
  }

  private static void requireEvenParts(TestKafka kafka, String group, int processes)
      throws Exception {
    assertThat(
            kafka.admin().describeConsumerGroups(List.of(group)).all().get().get(group).members())
        .hasSize(processes)
        .extracting((MemberDescription m) -> m.assignment().topicPartitions().size())
        .containsOnly(PARTITIONS / processes);
  }

  private static void produce(String bootstrapServers, String topic, int first, int count) {
    String padding = "x".repeat(200);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int id = first; id < first + count; id++) {
        String order =
            "{\"id\":%d,\"at\":\"2025-06-20T%02d:%02d:00Z\",\"note\":\"%s\",\"items\":[{\"price\":1},{\"price\":2},{\"price\":3},{\"price\":4}]}"
                .formatted(id, id * 20L / (4 * WARM_UP + ORDERS), id % 60, padding);
        producer.send(new ProducerRecord<>(topic, id % PARTITIONS, null, order.getBytes(UTF_8)));
      }
    }
  }

  private static void awaitLines(PipelineFolder pipeline, long orders) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions() // until the table is there
        .untilAsserted(
            () ->
                assertThat(TableQuery.count(pipeline.table("lines")))
                    .isEqualTo(LINES_OF_ORDER * orders));
  }
}
