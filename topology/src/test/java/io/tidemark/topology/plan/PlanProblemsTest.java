package io.tidemark.topology.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.problem.UserException;
import io.tidemark.topology.TestPipeline;
import org.junit.jupiter.api.Test;

/** What a plan refuses, and how it says so. Lines are of the file that the test writes. */
class PlanProblemsTest {

  @Test
  void refusesATargetThatIsNoneOrTwoOrThereAlready() {
    assertProblems(
        """
        lines:
          from: orders
          write:
            - {topic: orders}
            - {topic: orders.lines.rows}
            - {topc: lines}
            - {topic: lines, delta: out/lines}
            - {foreach_batch: "com acme"}
        more:
          from: orders
          write: [console: {}, console: {}]
        """,
        "tables.lines.write[2] (line 12): a target has one of delta, topic, console, foreach_batch,"
            + " found topc; did you mean 'topic'?",
        "tables.lines.write[3] (line 13): one target has delta and topic; write each target as an"
            + " item of its own, beginning with '- '",
        "tables.lines.write[4].foreach_batch (line 14): 'com acme' is not the name of a Java class",
        "tables.more.write[1].console (line 17): the table has this target already: console; remove"
            + " one of them");
  }

  @Test
  void refusesATopicThatSomethingElseUses() {
    assertProblems(
        """
        lines:
          from: orders
          write: [topic: orders, topic: lines]
        more:
          from: orders
          write: {topic: lines}
        """,
        "tables.lines.write[0].topic (line 9): the topic 'orders' is also that of source 'orders';"
            + " give each target a topic of its own",
        "tables.more.write.topic (line 12): the topic 'lines' is also that of"
            + " tables.lines.write[1].topic; give each target a topic of its own");
    assertProblems(
        """
        lines:
          from: orders
          write: {topic: orders.lines.rows}
        """,
        "topics 'orders.lines.rows' and 'orders.lines.rows' can't be told apart by Kafka; rename the"
            + " pipeline, a source or a table");
  }

  @Test
  void refusesATableThatWouldEndTheRun() {
    assertProblems(
        """
        lines:
          from: orders
          trigger: available_now
          max_rows_per_trigger: 0
          write: {delta: out/lines}
        """,
        "tables.lines.trigger (line 9): 'available_now' ends the run, and a run is of all tables; set"
            + " it for the whole file, trigger: beside tables:, or when it is run: --trigger",
        "tables.lines.max_rows_per_trigger (line 10): '0' is not a whole number from 1 to"
            + " 2147483647");
  }

  @Test
  void namesTheTargetOfAListThatIsWrong() {
    assertProblems(
        """
        lines:
          from: orders
          write:
            - {delta: out/lines}
            - {delta: out/lines/}
            - {delta: out/more, partition_by: [order_id, nonsense]}
        other:
          from: orders
          write: [{delta: out/other, output_mod: append}]
        """,
        "tables.lines.write[1].delta (line 11): the path 'out/lines/' is also that of"
            + " tables.lines.write[0].delta; give each table a path of its own",
        "tables.lines.write[2].partition_by[1] (line 12): no column 'nonsense' in [order_id,"
            + " timestamp, customer, items, payment, metadata]",
        "tables.other.write[0] (line 15): unknown key 'output_mod'; did you mean 'output_mode'?");
  }

  @Test
  void tellsProblemsOfReadingAndPlanningInOneGo() {
    assertProblems(
        """
        lines:
          from: orders
          steps:
            - filter: quantity > 0
          wrte: {delta: out/lines}
        more:
          from: orders
          steps:
            - drop: timestmp
          write: {delta: out/more}
        """,
        "tables.lines.steps[0].filter (line 10): 'quantity' at position 0: no column 'quantity' in [order_id, timestamp,"
            + " customer, items, payment, metadata]",
        "tables.lines (line 11): unknown key 'wrte'; did you mean 'write'?",
        "tables.more.steps[0].drop (line 15): no column 'timestmp' in [order_id, timestamp,"
            + " customer, items, payment, metadata]; did you mean 'timestamp'?");
  }

  @Test
  void doesNotPlanOnWhatCouldNotBeRead() {
    assertProblems(
        """
        lines:
          from: orders
          steps:
            - with_column: {quantity: 1}
            - explod: items
            - select: [nonsense]
          write: {delta: out/lines}
        more:
          from: lines
          steps: [{select: [nonsense]}]
          write: {delta: out/more}
        """,
        "tables.lines.steps[1] (line 11): unknown step 'explod'; did you mean 'explode'?");
  }

  @Test
  void namesTheNearestSourceOrTable() {
    assertProblems(
        """
        lines:
          from: ordrs
          write: {delta: out/lines}
        more:
          from: somewhere
          write: {delta: out/more}
        """,
        "sources.orders (line 3): no table reads it; add a table with from: orders",
        "tables.lines.from (line 8): no source or table 'ordrs'; did you mean 'orders'?",
        "tables.more.from (line 11): no source or table 'somewhere'; there are lines, more, orders");
  }

  @Test
  void refusesTablesThatAreMadeOfOneAnother() {
    assertProblems(
        """
        a: {from: b, write: {delta: out/a}}
        b: {from: c, steps: [{union: orders}], write: {delta: out/b}}
        c: {from: a, write: {delta: out/c}}
        """,
        "tables.c.from (line 9): the tables are made of one another: a ← b ← c ← a; begin with a"
            + " source");
  }

  @Test
  void refusesATableThatNobodyGets() {
    assertProblems(
        "lines: {from: orders}\n",
        "tables.lines (line 7): it is not written, and no table is made of it; add write: {delta:"
            + " …}");
  }

  @Test
  void refusesWrongTypes() {
    assertProblems(
        """
        lines:
          from: orders
          steps: [{filter: order_id}]
          write: {delta: out/lines}
        more:
          from: orders
          steps: [{explode: order_id}]
          write: {delta: out/more}
        """,
        "tables.lines.steps[0].filter (line 9): 'order_id' is STRING, not BOOLEAN; write a"
            + " condition, such as price > 0",
        "tables.more.steps[0].explode (line 13): 'order_id' is STRING; only an ARRAY or a MAP can be"
            + " exploded");
  }

  @Test
  void refusesTheSameColumnTwice() {
    assertProblems(
        """
        lines:
          from: orders
          steps: [{select: [order_id, timestamp, customer.name AS order_id]}]
          write: {delta: out/lines}
        """,
        "tables.lines.steps[0].select (line 9): column 'order_id' would be there twice; give one of"
            + " them another name: … AS other_name");
  }

  @Test
  void refusesADropOfEverything() {
    assertProblems(
        """
        lines:
          from: orders
          steps: [{select: [order_id]}, {drop: order_id}]
          write: {delta: out/lines}
        """,
        "tables.lines.steps[1].drop (line 9): no column would be left; keep at least one");
  }

  @Test
  void refusesAWindowWithoutAWatermark() {
    assertProblems(
        grouped("{window: {size: 5 minutes}, keys: [order_id], aggregate: {n: count(*)}}", ""),
        "tables.counts.steps[1].group_by (line 11): there is no watermark before it, so in append"
            + " mode no window would ever close; add a step with_watermark: {column: …, delay: 10"
            + " seconds} before it, or write with output_mode: update or complete");
  }

  @Test
  void refusesAGroupingWithoutAWindow() {
    assertProblems(
        grouped("{keys: [order_id], aggregate: {n: count(*)}}", WATERMARK),
        "tables.counts.steps[2].group_by (line 12): there is no window, so in append mode no group"
            + " would ever be complete; add window: {size: 5 minutes}, or write with output_mode:"
            + " update or complete");
  }

  @Test
  void refusesToUpdateWhatIsNotGrouped() {
    assertProblems(
        """
        lines: {from: orders, write: {delta: out/lines, output_mode: update}}
        all: {from: orders, write: {delta: out/all, output_mode: complete}}
        """,
        "tables.lines.write.output_mode (line 7): 'update' is for the results of a group_by, and each"
            + " row of this table is a new one; write in append mode, or group the rows",
        "tables.all.write.output_mode (line 8): 'complete' is for the results of a group_by, and each"
            + " row of this table is a new one; write in append mode, or group the rows");
  }

  @Test
  void refusesToUpdateATableWithoutItsKey() {
    assertProblems(
        """
        counts:
          from: orders
          steps:
            - group_by: {keys: [order_id, timestamp], aggregate: {n: count(*)}}
            - with_column: {order_id: upper(order_id)}
            - drop: timestamp
          write: {delta: out/counts, output_mode: update}
        """,
        "tables.counts.write (line 13): key columns order_id, timestamp of the group_by do not reach"
            + " the table, whose rows are replaced by key in this output mode; keep them in the steps"
            + " after the group_by (another name will do), or write in append mode");
  }

  @Test
  void refusesToExplodeWhatIsUpdated() {
    assertProblems(
        """
        counts:
          from: orders
          steps:
            - group_by: {keys: [order_id], aggregate: {all: collect_list(timestamp)}}
            - explode: all
          write: {delta: out/counts, output_mode: complete}
        """,
        "tables.counts.steps[1].explode (line 11): a group that has changed would become several"
            + " rows, and a table in update or complete mode has one row per key; explode before the"
            + " group_by, or write in append mode");
  }

  @Test
  void refusesOneAggregationInTwoModes() {
    assertProblems(
        grouped("{window: {size: 5 minutes}, aggregate: {n: count(*)}}", WATERMARK)
            + "latest: {from: counts, write: {delta: out/latest, output_mode: update}}\n",
        "tables.counts (line 7): its results are written in more than one mode ('counts' append,"
            + " 'latest' update): once when a window has closed, or whenever a group has changed, but"
            + " not both; write them in one mode, or make a second table with the same group_by");
  }

  @Test
  void refusesAWindowOfWhichNoColumnIsKnown() {
    assertProblems(
        """
        counts:
          from: orders
          steps: [{group_by: {window: {size: 5 minutes}, aggregate: {n: count(*)}}}]
          write: {delta: out/counts, output_mode: complete}
        """,
        "tables.counts.steps[0].group_by.window (line 9): there is no with_watermark before it, so it"
            + " isn't known which column's time is cut into windows; add column: … to the window, or a"
            + " step with_watermark: {column: …, delay: 10 seconds}");
  }

  @Test
  void refusesAWatermarkThatIsNoTimestamp() {
    assertProblems(
        grouped(
            "{window: {size: 5 minutes}, aggregate: {n: count(*)}}",
            "    - with_watermark: {column: timestamp, delay: 10 seconds}\n"),
        "tables.counts.steps[1].with_watermark.column (line 11): column 'timestamp' is STRING, not"
            + " TIMESTAMP; make a TIMESTAMP of it in a step before: with_column: {event_time:"
            + " \"CAST(timestamp AS TIMESTAMP)\"}");
  }

  @Test
  void refusesAnEventTimeThatIsGone() {
    assertProblems(
        grouped(
            "{window: {size: 5 minutes}, aggregate: {n: count(*)}}",
            WATERMARK + "    - select: [order_id]\n"),
        "tables.counts.steps[3].group_by (line 13): the event time column 'event_time' of"
            + " with_watermark is gone before it; keep that column under its name, or put"
            + " with_watermark after the step that replaces it");
  }

  @Test
  void refusesTwoWatermarks() {
    assertProblems(
        grouped("{window: {size: 5 minutes}, aggregate: {n: count(*)}}", WATERMARK + WATERMARK),
        "tables.counts.steps[2].with_watermark (line 12): the rows already have a watermark, from"
            + " table 'counts' on column 'event_time'; remove one of the two");
  }

  @Test
  void refusesAUnionAfterTheWatermark() {
    assertProblems(
        grouped(
            "{window: {size: 5 minutes}, aggregate: {n: count(*)}}",
            WATERMARK + "    - union: orders\n"),
        "tables.counts.steps[2].union (line 12): the union comes after with_watermark, so that its"
            + " rows would not count for the watermark; put the union before with_watermark");
  }

  @Test
  void refusesResultColumnsThatCollide() {
    assertProblems(
        grouped(
            "{window: {size: 5 minutes}, keys: [order_id, customer.name AS window_end], aggregate:"
                + " {order_id: count(*)}}",
            WATERMARK),
        "tables.counts.steps[2].group_by (line 12): column 'window_end' would be there twice; the"
            + " columns are those of the window (window_start, window_end), the keys and the"
            + " aggregates; give the key or the aggregate another name",
        "tables.counts.steps[2].group_by (line 12): column 'order_id' would be there twice; the"
            + " columns are those of the window (window_start, window_end), the keys and the"
            + " aggregates; give the key or the aggregate another name");
  }

  @Test
  void refusesToGroupWhatIsGrouped() {
    assertProblems(
        grouped("{window: {size: 5 minutes}, aggregate: {n: count(*)}}", WATERMARK)
            + """
            again:
              from: counts
              steps: [{group_by: {window: {size: 1 hour}, aggregate: {n: sum(n)}}}]
              write: {delta: out/again}
            """,
        "tables.again.steps[0].group_by (line 16): the rows are results of the group_by of"
            + " table 'counts', and results are not grouped again: how far their time has come is known"
            + " where they are made, not here; group the rows that they are made of, or write them to a"
            + " table or a topic that a second pipeline has as its source");
  }

  @Test
  void refusesUnionsThatDoNotMatch() {
    assertProblems(
        """
        a:
          from: orders
          steps: [{select: [order_id, timestamp]}]
        b:
          from: orders
          steps: [{select: [order_id AS id, CAST(1 AS INT) AS timestamp]}, {union: a}]
          write: {delta: out/b}
        """,
        "tables.b.steps[1].union (line 12): 'a' has no column 'id', only [order_id, timestamp]",
        "tables.b.steps[1].union (line 12): column 'timestamp' is INT here and STRING in 'a'; cast"
            + " one of them in a step before",
        "tables.b.steps[1].union (line 12): 'a' has a column 'order_id' that is not here; drop it"
            + " there, or add it here in a step before");
  }

  @Test
  void refusesPathsThatAreNotApart() {
    String yaml =
        TestPipeline.withTables(
                """
                a: {from: orders, write: {delta: out/t}}
                b: {from: orders, write: {delta: ./out/x/../t/}}
                c: {from: orders, write: {delta: out/t/inner}}
                d: {from: orders, write: {delta: data/orders}}
                """)
            .replace("partitions: 1", "files: {path: data/orders}");

    assertThatThrownBy(() -> TestPipeline.plan(yaml))
        .hasMessage(
            """
            orders.yaml: tables.b.write.delta (line 8): the path './out/x/../t/' is also that of tables.a.write.delta; give each table a path of its own
            orders.yaml: tables.c.write.delta (line 9): the path 'out/t/inner' and that of tables.a.write.delta lie one in the other; give each table a folder beside the other
            orders.yaml: tables.d.write.delta (line 10): the table would lie where source 'orders' reads its files; give the table another path"""
                .stripIndent());
  }

  @Test
  void refusesAnArchiveWithinTheSourceOrATable() {
    String files = "files: {path: 'data/in/*.json', clean_source: archive, archive_dir: %s}";
    String yaml = TestPipeline.withTables("a: {from: orders, write: {delta: out/t}}");

    assertThatThrownBy(
            () ->
                TestPipeline.plan(
                    yaml.replace("partitions: 1", files.formatted("data/x/../in/done/"))))
        .hasMessage(
            "orders.yaml: sources.orders.files.archive_dir (line 5): the archive 'data/x/../in/done/'"
                + " and the source's path 'data/in/*.json' lie one in the other; name a folder beside"
                + " the source");
    assertThatThrownBy(
            () -> TestPipeline.plan(yaml.replace("partitions: 1", files.formatted("out"))))
        .hasMessageContaining("the archive 'out' and the table at tables.a.write.delta lie one in");
  }

  @Test
  void refusesColumnsThatDeltaCannotHold() {
    assertProblems(
        """
        lines:
          from: orders
          steps: [{select: [order_id AS `order id`, timestamp AS t, timestamp AS T, items]}]
          write: {delta: out/lines, partition_by: [items, ti]}
        """,
        "tables.lines (line 7): column 'order id' can't be a column of a Delta table: none may have a"
            + " space or any of ,;{}()= in it; give it a name: … AS plain_name",
        "tables.lines (line 7): columns 't' and 'T' differ only in case, which a Delta table does not"
            + " tell apart; give one of them another name",
        "tables.lines.write.partition_by[0] (line 10): column 'items' is ARRAY<STRUCT<item_id:"
            + " STRING, product_name: STRING, quantity: INT, price: DOUBLE>>, by which a table can't"
            + " be partitioned; choose a column of a plain type",
        "tables.lines.write.partition_by[1] (line 10): no column 'ti' in [order id, t, T, items]; did"
            + " you mean 'T'?");
  }

  @Test
  void refusesLateRowsWithoutAWindow() {
    assertProblems(
        "lines: {from: orders, write: {delta: out/lines}, late_rows: {delta: out/late}}\n",
        "tables.lines.late_rows (line 7): no row of the table can be late: it has no group_by;"
            + " remove it");
  }

  @Test
  void refusesNamesThatMeanTwoThings() {
    assertProblems(
        "orders: {from: orders, write: {delta: out/lines}}\n",
        "tables.orders (line 7): a source has the same name, so that 'from: orders' could mean"
            + " either; rename one of them");
  }

  @Test
  void refusesAKeyThatIsNoColumn() {
    String yaml =
        TestPipeline.withTables("a: {from: orders, write: {delta: out/t}}\n")
            .replace("partitions: 1", "key: ordr_id");

    assertThatThrownBy(() -> TestPipeline.plan(yaml))
        .hasMessage(
            "orders.yaml: sources.orders.key (line 5): no column 'ordr_id' in [order_id, timestamp,"
                + " customer, items, payment, metadata]; did you mean 'order_id'?");
  }

  private static final String WATERMARK =
      "    - with_watermark: {column: event_time, delay: 10 seconds}\n";

  /** A table that groups, with steps before the grouping. */
  private static String grouped(String groupBy, String steps) {
    return """
        counts:
          from: orders
          steps:
            - with_column: {event_time: CAST(timestamp AS TIMESTAMP)}
        """
        + steps
        + "    - group_by: "
        + groupBy
        + "\n  write: {delta: out/counts}\n";
  }

  private static void assertProblems(String tables, String... problems) {
    assertThatThrownBy(() -> TestPipeline.plan(TestPipeline.withTables(tables)))
        .isInstanceOfSatisfying(
            UserException.class,
            e -> {
              assertThat(e.problems()).hasSameSizeAs(problems);
              for (int i = 0; i < problems.length; i++) {
                assertThat(e.problems().get(i)).hasToString("orders.yaml: " + problems[i]);
              }
            });
  }
}
