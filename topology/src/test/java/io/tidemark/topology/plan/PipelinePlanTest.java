package io.tidemark.topology.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidemark.row.DeadLetter;
import io.tidemark.row.StructType;
import io.tidemark.topology.TestPipeline;
import io.tidemark.topology.definition.OutputMode;
import io.tidemark.topology.definition.Pace;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.definition.WriteDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PipelinePlanTest {

  private static final String WINDOWED =
      """
      revenue:
        from: orders
        steps:
          - with_column: {event_time: CAST(timestamp AS TIMESTAMP), country: customer.address.country}
          - explode_outer: items
          - with_watermark: {column: event_time, delay: 10 seconds}
          - group_by:
              window: {size: 5 minutes, slide: 1 minute}
              keys: [country, upper(order_id) AS id]
              aggregate:
                customers: count(DISTINCT customer.customer_id)
                revenue: sum(items.price * items.quantity) / count(*)
        write: {delta: out/tables/revenue}
      """;

  @Test
  void givesAWindowedTableItsWindowThenKeysThenAggregates() {
    PipelinePlan plan = plan(WINDOWED);

    assertThat(plan.tables().get(0).schema())
        .isEqualTo(
            StructType.fromDdl(
                "window_start TIMESTAMP, window_end TIMESTAMP, country STRING, id STRING, customers"
                    + " BIGINT, revenue DOUBLE"));
  }

  @Test
  void keepsALateRowAsItWouldHaveBeenAggregated() {
    PipelinePlan plan = plan(WINDOWED);

    AggregationPlan aggregation = plan.tables().get(0).aggregation().orElseThrow();
    assertThat(aggregation.groupsSchema())
        .isEqualTo(
            StructType.fromDdl(
                "event_time TIMESTAMP, country STRING, id STRING, customer_id INT, revenue DOUBLE"));
    assertThat(aggregation.lateSchema().columnsDdl())
        .isEqualTo(
            aggregation.groupsSchema().columnsDdl()
                + ", window_start TIMESTAMP, window_end TIMESTAMP, watermark TIMESTAMP, lateness_ms"
                + " BIGINT, source_topic STRING, source_partition INT, source_offset BIGINT");
  }

  @Test
  void namesATopicForEverythingThatMoves() {
    PipelinePlan plan =
        TestPipeline.plan(
            TestPipeline.withTables(
                    WINDOWED + "lines: {from: orders, write: {delta: out/tables/lines}}\n")
                .replace("partitions: 1", "partitions: 3"));

    assertThat(plan.topics())
        .extracting(TopicPlan::name, TopicPlan::partitions)
        .containsExactly(
            tuple("orders", 3),
            tuple("orders.orders.dead_letter", 1),
            tuple("orders.revenue.groups", 3),
            tuple("orders.revenue.rows", 3),
            tuple("orders.revenue.late", 3),
            tuple("orders.lines.rows", 3));
    assertThat(plan.topics())
        .allSatisfy(
            t ->
                assertThat(t.config())
                    .containsEntry("cleanup.policy", "delete")
                    .containsEntry("message.timestamp.type", "LogAppendTime")
                    .containsKey("retention.ms"));
  }

  @Test
  void derivesThePathsThatTheFileDoesNotName() {
    PipelinePlan plan = plan(WINDOWED);

    assertThat(plan.sinks())
        .containsExactly(
            new SinkPlan(
                "revenue",
                "revenue",
                SinkPlan.Kind.TABLE,
                "orders.revenue.rows",
                plan.tables().get(0).schema(),
                new WriteDefinition.Delta("out/tables/revenue", Optional.empty(), List.of()),
                OutputMode.APPEND,
                List.of(),
                Pace.DEFAULT,
                "orders.yaml: tables.revenue.write.delta (line 19)"),
            new SinkPlan(
                "revenue.late",
                "revenue",
                SinkPlan.Kind.LATE,
                "orders.revenue.late",
                plan.tables().get(0).aggregation().orElseThrow().lateSchema(),
                WriteDefinition.Delta.appended("out/tables/revenue_late"),
                OutputMode.APPEND,
                List.of(),
                Pace.DEFAULT,
                "orders.yaml: tables.revenue.late_rows"),
            new SinkPlan(
                "orders.dead_letter",
                "orders",
                SinkPlan.Kind.DEAD_LETTER,
                "orders.orders.dead_letter",
                DeadLetter.SCHEMA,
                WriteDefinition.Delta.appended("out/tables/orders_dead_letter"),
                OutputMode.APPEND,
                List.of(),
                Pace.DEFAULT,
                "orders.yaml: sources.orders.dead_letter"));
  }

  @Test
  void givesEachTargetOfATableASinkOfItsOwnOnTheTablesTopic() {
    PipelinePlan plan =
        plan(
            """
            lines:
              from: orders
              write:
                - {delta: out/lines}
                - {delta: backup/lines, partition_by: order_id}
                - {delta: third/lines, output_mode: append}
            """);

    assertThat(plan.sinks())
        .extracting(SinkPlan::id, SinkPlan::name, SinkPlan::topic, s -> s.target().place())
        .containsExactly(
            tuple("lines", "lines", "orders.lines.rows", "out/lines"),
            tuple("lines.delta2", "lines", "orders.lines.rows", "backup/lines"),
            tuple("lines.delta3", "lines", "orders.lines.rows", "third/lines"),
            tuple(
                "orders.dead_letter",
                "orders",
                "orders.orders.dead_letter",
                "out/orders_dead_letter"));
  }

  @Test
  void namesATargetThatIsNoDeltaTableAfterWhatItIs() {
    PipelinePlan plan =
        plan(
            """
            lines:
              from: orders
              write:
                - {topic: lines}
                - console: {num_rows: 5}
                - {foreach_batch: com.acme.MyWriter, config: {url: "jdbc:h2:x", retries: 3}}
            """);

    assertThat(plan.sinks())
        .extracting(SinkPlan::id, SinkPlan::target, SinkPlan::where)
        .containsExactly(
            tuple(
                "lines.topic.lines",
                new WriteDefinition.Topic("lines", Optional.empty()),
                "orders.yaml: tables.lines.write[0].topic (line 10)"),
            tuple(
                "lines.console",
                new WriteDefinition.Console(5, Optional.empty()),
                "orders.yaml: tables.lines.write[1].console (line 11)"),
            tuple(
                "lines.foreach_batch.com.acme.MyWriter",
                new WriteDefinition.ForeachBatch(
                    "com.acme.MyWriter",
                    Map.of("url", "jdbc:h2:x", "retries", "3"),
                    Optional.empty()),
                "orders.yaml: tables.lines.write[2].foreach_batch (line 12)"));
    assertThat(plan.topics()).extracting(TopicPlan::name).contains("lines");
  }

  @Test
  void givesATableItsOwnPaceUnlessTheRunEndsOrOneTriggerIsForAll() {
    PipelinePlan plan =
        plan(
            """
            lines:
              from: orders
              trigger: {processing_time: 1 minute}
              max_rows_per_trigger: 1000
              write: {delta: out/lines}
            """);
    Trigger eachMinute = new Trigger.ProcessingTime(Duration.ofMinutes(1));
    Trigger eachHour = new Trigger.ProcessingTime(Duration.ofHours(1));

    Pace pace = plan.sinks().get(0).pace();

    assertThat(pace).isEqualTo(new Pace(Optional.of(eachMinute), OptionalLong.of(1000)));
    assertThat(pace.triggerIn(plan.trigger())).isEqualTo(eachMinute);
    assertThat(pace.triggerIn(new Trigger.Once())).isEqualTo(new Trigger.Once());
    assertThat(plan.with(eachHour).sinks().get(0).pace())
        .isEqualTo(new Pace(Optional.empty(), OptionalLong.of(1000)));
  }

  @Test
  void readsOnlyTheColumnsThatSomeTableUses() {
    assertThat(plan(WINDOWED).sources().get(0).readSchema().names())
        .containsExactly("order_id", "timestamp", "customer", "items");
  }

  @Test
  void readsAllColumnsOfASourceThatATableTakesAsItIs() {
    PipelinePlan plan = plan(WINDOWED + "all: {from: orders, write: {delta: out/all}}\n");

    assertThat(plan.sources().get(0).readSchema()).isEqualTo(plan.sources().get(0).schema());
  }

  @Test
  void followsTheColumnsOfATableThatIsOnlyReadByOthers() {
    PipelinePlan plan =
        plan(
            """
            base:
              from: orders
              steps: [{explode: items}, {with_column: {city: customer.address.city}}]
            prices:
              from: base
              steps: [{filter: items.quantity > 0}, {select: [items.price]}]
              write: {delta: out/prices}
            ids:
              from: orders
              steps: [{select: [order_id]}, {union: ids2}]
              write: {delta: out/ids}
            ids2: {from: orders, steps: [{select: [payment.transaction_id AS order_id]}]}
            """);

    assertThat(plan.sources().get(0).readSchema().names())
        .containsExactly("order_id", "customer", "items", "payment");
    assertThat(plan.tables()).extracting(TablePlan::name).endsWith("ids2", "ids");
  }

  @Test
  void dividesATableOfSeveralSourcesAsTheLargestOfThem() {
    PipelinePlan plan =
        TestPipeline.plan(
            """
            name: p
            sources:
              a: {schema: id STRING, partitions: 2}
              b: {schema: id STRING, partitions: 7}
            tables:
              both: {from: a, steps: [{union: b}], write: {delta: out/both}}
            """);

    assertThat(plan.tables().get(0).sources()).containsExactly("a", "b");
    assertThat(plan.tables().get(0).partitions()).isEqualTo(7);
  }

  @Test
  void makesAMapTheColumnsKeyAndValue() {
    PipelinePlan plan =
        TestPipeline.plan(
            """
            name: p
            sources:
              a: {schema: "id STRING, tags MAP<STRING, INT>, n INT"}
            tables:
              t: {from: a, steps: [{explode: tags}], write: {delta: out/t}}
            """);

    assertThat(plan.tables().get(0).schema())
        .isEqualTo(StructType.fromDdl("id STRING, key STRING, value INT, n INT"));
  }

  @Test
  void appendsAnExplodedPathUnderItsName() {
    PipelinePlan plan =
        plan(
            """
            t:
              from: orders
              steps: [{select: [order_id, customer]}, {explode: "split(customer.name, ' ') AS word"}]
              write: {delta: out/t}
            """);

    assertThat(plan.tables().get(0).schema().names())
        .containsExactly("order_id", "customer", "word");
  }

  @Test
  void warnsOfASumOverTwoExplodes() {
    PipelinePlan plan =
        plan(
            WINDOWED.replace(
                "- explode_outer: items", "- explode: metadata\n    - explode: items"));

    assertThat(plan.warnings())
        .containsExactly(
            "tables.revenue.steps[4].group_by: revenue: the rows are exploded 2 times (× metadata ×"
                + " items), and explodes multiply: each element of one is added up once per element"
                + " of the others; explode only what the sum is over");
    assertThat(plan(WINDOWED).warnings()).isEmpty();
  }

  @Test
  void describesEachStepWithItsSchemaAndFanOut() {
    PipelinePlan plan =
        plan(
            """
            lines:
              from: orders
              steps:
                - select: [order_id, metadata, items]
                - explode_outer: metadata
                - explode_outer: items
                - select: ["*", items.price, metadata.key]
                - drop: [items, metadata]
              write: {delta: out/lines, partition_by: [key]}
            """);

    assertThat(plan.describe())
        .containsExactly(
            "pipeline orders",
            "",
            "source orders",
            "  topic orders (1 partition)",
            "  bad records: dead_letter",
            "     order_id STRING, timestamp STRING, customer STRUCT<customer_id: INT, name: STRING,"
                + " email: STRING, address: STRUCT<city: STRING, postal_code: STRING, country:"
                + " STRING>>, items ARRAY<STRUCT<item_id: STRING, product_name: STRING, quantity:"
                + " INT, price: DOUBLE>>, payment STRUCT<method: STRING, transaction_id: STRING>,"
                + " metadata ARRAY<STRUCT<key: STRING, value: STRING>>",
            "  read: order_id, items, metadata",
            "",
            "table lines from orders",
            "  0  select: order_id, metadata, items",
            "     order_id STRING, metadata ARRAY<STRUCT<key: STRING, value: STRING>>, items"
                + " ARRAY<STRUCT<item_id: STRING, product_name: STRING, quantity: INT, price:"
                + " DOUBLE>>",
            "  1  explode_outer: metadata",
            "     fan-out: 1 orders record × metadata",
            "     order_id STRING, metadata STRUCT<key: STRING, value: STRING>, items"
                + " ARRAY<STRUCT<item_id: STRING, product_name: STRING, quantity: INT, price:"
                + " DOUBLE>>",
            "  2  explode_outer: items",
            "     fan-out: 1 orders record × metadata × items",
            "     order_id STRING, metadata STRUCT<key: STRING, value: STRING>, items STRUCT<item_id:"
                + " STRING, product_name: STRING, quantity: INT, price: DOUBLE>",
            "  3  select: *, items.price, metadata.key",
            "     order_id STRING, metadata STRUCT<key: STRING, value: STRING>, items STRUCT<item_id:"
                + " STRING, product_name: STRING, quantity: INT, price: DOUBLE>, price DOUBLE, key"
                + " STRING",
            "  4  drop: items, metadata",
            "     order_id STRING, price DOUBLE, key STRING",
            "",
            "topics",
            "  orders (1 partition)",
            "  orders.orders.dead_letter (1 partition)",
            "  orders.lines.rows (1 partition)",
            "",
            "delta tables",
            "  table lines: orders.lines.rows → out/lines, partitioned by key",
            "  dead letter orders: orders.orders.dead_letter → out/orders_dead_letter");
  }

  private static PipelinePlan plan(String tables) {
    return TestPipeline.plan(TestPipeline.withTables(tables));
  }
}
