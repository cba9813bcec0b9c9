package io.tidemark.topology.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.Row;
import io.tidemark.topology.TestPipeline;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.TablePlan;
import io.tidemark.topology.watermark.PartitionReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowFlowTest {

  private static final String SCHEMA =
      "id STRING, n INT, tags ARRAY<STRING>, attributes MAP<STRING, INT>, place STRUCT<city: STRING>,"
          + " at TIMESTAMP";

  private final Output output = new Output();

  @Test
  void selectsPathsStarsAndExpressionsInTheOrderWritten() {
    process("- select: [place.city, n + 1 AS m, id]", row("a", 1));

    assertThat(output.rows("t")).containsExactly(Row.of("Ulm", 2, "a"));
  }

  @Test
  void replacesAColumnInPlaceAndAppendsANewOne() {
    process("- with_column: {n: n * 10, twice: n * 2, id: \"concat(id, '!')\"}", row("a", 1));

    assertThat(output.rows("t").get(0).toArray())
        .containsExactly("a!", 10, List.of("x", "y"), Map.of("k", 1), Row.of("Ulm"), 7L, 20);
  }

  @Test
  void passesOnlyRowsForWhichAConditionIsTrue() {
    RowFlow flow = flow(table("- filter: n > 1\n    - select: [id]"));

    flow.process(List.of(row("null", null), row("one", 1), row("two", 2)), output);

    assertThat(output.rows("t")).containsExactly(Row.of("two"));
  }

  @Test
  void makesARowPerElementNullsToo() {
    process(
        "- explode: tags\n    - select: [id, tags]",
        Row.of("a", 1, Arrays.asList("x", null), null, null, null));

    assertThat(output.rows("t")).containsExactly(Row.of("a", "x"), Row.of("a", null));
  }

  @Test
  void makesNoRowOfAnEmptyOrNullArrayUnlessItIsOuter() {
    Row empty = Row.of("a", 1, List.of(), Map.of(), null, null);
    Row none = Row.of("b", 1, null, null, null, null);

    flow(table("- explode: tags")).process(List.of(empty, none), output);
    assertThat(output.rows("t")).isEmpty();

    flow(table("- explode_outer: tags\n    - select: [id, tags]"))
        .process(List.of(empty, none), output);
    assertThat(output.rows("t")).containsExactly(Row.of("a", null), Row.of("b", null));

    flow(table("- explode_outer: attributes\n    - select: [id, key, value]"))
        .process(List.of(empty, none), output);
    assertThat(output.rows("t")).containsExactly(Row.of("a", null, null), Row.of("b", null, null));
  }

  @Test
  void makesARowPerEntryOfAMapInItsOrder() {
    Map<String, Integer> attributes = new LinkedHashMap<>();
    attributes.put("z", 1);
    attributes.put("a", null);

    process(
        "- explode: attributes\n    - select: [key, value, n]",
        Row.of("a", 1, null, attributes, null, null));

    assertThat(output.rows("t")).containsExactly(Row.of("z", 1, 1), Row.of("a", null, 1));
  }

  @Test
  void keepsTheColumnsAroundAnExplodedOne() {
    process("- explode: tags", row("a", 1));

    assertThat(output.rows("t"))
        .containsExactly(
            Row.of("a", 1, "x", Map.of("k", 1), Row.of("Ulm"), 7L),
            Row.of("a", 1, "y", Map.of("k", 1), Row.of("Ulm"), 7L));
  }

  @Test
  void addsTheRowsOfAnotherTableByName() {
    process(
        """
        small: {from: s, steps: [{select: [n, id]}]}
        t:
          from: s
          steps: [{select: [id, n]}, {filter: n > 0}, {union: small}, {filter: id <> 'gone'}]
          write: {delta: out/t}
        """,
        new Row[] {row("a", 1), row("b", -1), row("gone", 1)});

    assertThat(output.rows("t")).containsExactly(Row.of("a", 1), Row.of("a", 1), Row.of("b", -1));
  }

  @Test
  void goesOnFromATableToTheTablesMadeOfIt() {
    process(
        """
        second: {from: first, steps: [{filter: m > 2}], write: {delta: out/second}}
        first: {from: s, steps: [{select: [n + 1 AS m]}], write: {delta: out/first}}
        """,
        new Row[] {row("a", 1), row("b", 2)});

    assertThat(output.rows("first")).containsExactly(Row.of(2), Row.of(3));
    assertThat(output.rows("second")).containsExactly(Row.of(3));
  }

  @Test
  void givesATableAllRowsOfARecordOrNone() {
    process(
        """
        t: {from: s, steps: [{explode: tags}, {select: [CAST(tags AS INT) AS m]}], write: {delta: out/t}}
        after: {from: t, steps: [{filter: m > 0}], write: {delta: out/after}}
        other: {from: s, steps: [{select: [id]}], write: {delta: out/other}}
        """,
        new Row[] {Row.of("a", 1, List.of("1", "x"), null, null, null)});

    assertThat(output.failures).hasSize(1).first().asString().startsWith("t: ").contains("'x'");
    assertThat(output.made).containsOnlyKeys("other");
    assertThat(output.rows("other")).containsExactly(Row.of("a"));
  }

  @Test
  void sendsEventTimeKeysAndArgumentsToBeGrouped() {
    process(GROUPED, new Row[] {row("a", 3)});

    assertThat(output.grouped.get("t")).containsExactly(Row.of(7L, "Ulm", "a", 6L));
  }

  @Test
  void keepsTheGreatestEventTimeOfRowsThatPassTheWatermark() {
    PipelinePlan plan = plan(GROUPED.replace("- group_by", "- filter: n > 0\n    - group_by"));
    RowFlow flow = RowFlow.ofSource(plan, "s");
    var eventTime = flow.greatestEventTime(plan.tables().get(0).aggregation().orElseThrow());
    assertThat(eventTime.getAsLong()).isEqualTo(PartitionReport.NO_EVENT_TIME);

    flow.process(List.of(at(50, 1)), output);
    flow.process(List.of(at(40, 1)), output);
    assertThat(eventTime.getAsLong()).isEqualTo(50);

    flow.process(List.of(at(60, -1)), output);
    assertThat(eventTime.getAsLong()).isEqualTo(60);
  }

  @Test
  void refusesARowWithoutEventTimeAndDoesNotCountItsRecord() {
    PipelinePlan plan = plan(GROUPED);
    RowFlow flow = RowFlow.ofSource(plan, "s");

    flow.process(List.of(at(50, 1), Row.of("a", 1, null, null, null, null)), output);

    assertThat(output.failures)
        .containsExactly("t: the event time is null, so the row belongs to no window");
    assertThat(flow.greatestEventTime(plan.tables().get(0).aggregation().orElseThrow()).getAsLong())
        .isEqualTo(PartitionReport.NO_EVENT_TIME);
  }

  @Test
  void runsWhatFollowsAGroupingOverItsResults() {
    PipelinePlan plan =
        plan(
            GROUPED.replace(
                    "  write", "    - filter: total > 10\n    - drop: window_start\n  write")
                + "more: {from: t, steps: [{select: [total * 2 AS twice]}], write: {delta: out/m}}\n");
    RowFlow flow = RowFlow.ofResults(plan, plan.tables().get(0));

    flow.process(
        List.of(Row.of(0L, 10L, "Ulm", 1L, 10L), Row.of(0L, 10L, "Bonn", 2L, 11L)), output);

    assertThat(output.rows("t")).containsExactly(Row.of(10L, "Bonn", 2L, 11L));
    assertThat(output.rows("more")).containsExactly(Row.of(22L));
  }

  private static final String GROUPED =
      """
      t:
        from: s
        steps:
          - with_watermark: {column: at, delay: 1 second}
          - group_by:
              window: {size: 1 minute}
              keys: [place.city]
              aggregate: {ids: count(DISTINCT id), total: sum(n * 2)}
        write: {delta: out/t}
      """;

  private static Row row(String id, Integer n) {
    return Row.of(id, n, List.of("x", "y"), Map.of("k", 1), Row.of("Ulm"), 7L);
  }

  private static Row at(long time, int n) {
    return Row.of("a", n, null, null, null, time);
  }

  private static String table(String steps) {
    return "t:\n  from: s\n  steps:\n    " + steps + "\n  write: {delta: out/t}\n";
  }

  private void process(String stepsOrTables, Row... rows) {
    String tables = stepsOrTables.startsWith("-") ? table(stepsOrTables) : stepsOrTables;
    flow(tables).process(List.of(rows), output);
  }

  private static RowFlow flow(String tables) {
    return RowFlow.ofSource(plan(tables), "s");
  }

  private static PipelinePlan plan(String tables) {
    return TestPipeline.plan(
        "name: p\nsources:\n  s: {schema: \"%s\"}\ntables:\n%s"
            .formatted(SCHEMA, tables.indent(2)));
  }

  /** What comes out of the last record. */
  private static final class Output implements RowFlow.Output {

    private final Map<String, List<Row>> made = new LinkedHashMap<>();
    private final Map<String, List<Row>> grouped = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    List<Row> rows(String table) {
      return made.getOrDefault(table, List.of());
    }

    @Override
    public void rows(TablePlan table, List<Row> rows) {
      made.put(table.name(), List.copyOf(rows));
    }

    @Override
    public void groups(TablePlan table, List<Row> rows) {
      grouped.put(table.name(), List.copyOf(rows));
    }

    @Override
    public void failed(TablePlan table, BadValueException cause) {
      failures.add(table.name() + ": " + cause.reason());
    }
  }
}
