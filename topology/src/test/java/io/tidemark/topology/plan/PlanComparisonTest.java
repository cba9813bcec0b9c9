package io.tidemark.topology.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.topology.TestPipeline;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanComparisonTest {

  private static final String LINES =
      """
      lines:
        from: orders
        steps:
          - select: [order_id, timestamp]
        write: {delta: out/lines}
      """;

  private static final String REVENUE =
      """
      revenue:
        from: orders
        steps:
          - with_column: {event_time: CAST(timestamp AS TIMESTAMP)}
          - filter: order_id IS NOT NULL
          - with_watermark: {column: event_time, delay: 10 seconds}
          - group_by:
              window: {size: 5 minutes}
              keys: [order_id]
              aggregate: {orders: count(*)}
        write: {delta: out/revenue}
      """;

  @Test
  void findsNothingInTheSameFile() {
    assertThat(compare(LINES + REVENUE, LINES + REVENUE).changes()).isEmpty();
  }

  @Test
  void takesANewTableAndARemovedOneOver() {
    assertThat(compare(LINES, REVENUE).of(PlanChange.TakenOver.class))
        .extracting(PlanChange.TakenOver::where)
        .containsExactly("table revenue", "table lines");
  }

  @Test
  void takesAnotherFilterBeforeWindowsOver() {
    PlanComparison changed = compare(REVENUE, REVENUE.replace("IS NOT NULL", "<> ''"));

    assertThat(changed.changes())
        .singleElement()
        .isInstanceOfSatisfying(
            PlanChange.TakenOver.class,
            c ->
                assertThat(c.what())
                    .contains("'filter: order_id <> ''', no longer 'filter: order_id IS NOT NULL'")
                    .contains("windows that are open keep the rows they have"));
  }

  @Test
  void takesAnotherDelayOverAndSaysWhatItMeans() {
    PlanComparison changed = compare(REVENUE, REVENUE.replace("10 seconds", "1 minute"));

    assertThat(changed.changes())
        .singleElement()
        .isInstanceOfSatisfying(
            PlanChange.TakenOver.class,
            c -> assertThat(c.what()).contains("1 minute, no longer 10 seconds"));
  }

  @Test
  void refusesWhatTheStateCanNotFollow() {
    assertThat(refused(REVENUE, REVENUE.replace("5 minutes", "1 hour")))
        .containsExactly(
            "table revenue | window: windows of 5 minutes | window: windows of 1 hour");
    assertThat(refused(REVENUE, REVENUE.replace("keys: [order_id]", "keys: [timestamp]")))
        .containsExactly("table revenue | keys: order_id | keys: timestamp");
    assertThat(refused(REVENUE, REVENUE.replace("count(*)", "count(order_id)")))
        .containsExactly(
            "table revenue | aggregate: orders = count(*) | aggregate: orders = count(order_id)");
    assertThat(refused(LINES, LINES.replace("select: [order_id, timestamp]", REVENUE_STEP)))
        .containsExactly("table lines | grouping: no group_by | grouping: windows of 1 hour");
  }

  private static final String REVENUE_STEP =
      """
      with_column: {t: CAST(timestamp AS TIMESTAMP)}
          - with_watermark: {column: t, delay: 1 second}
          - group_by: {window: {size: 1 hour}, aggregate: {n: count(*)}}""";

  @Test
  void columnsAreAddedBehindThoseThatATableHas() {
    PlanComparison changed =
        compare(LINES, LINES.replace("timestamp]", "timestamp, customer.customer_id]"));

    assertThat(changed.isRefused()).isFalse();
    assertThat(changed.of(PlanChange.ColumnsAdded.class))
        .extracting(PlanChange.ColumnsAdded::columns)
        .containsExactly("customer_id INT");
  }

  @Test
  void refusesColumnsThatAreRemovedRetypedOrPutBetween() {
    assertThat(refused(LINES, LINES.replace("order_id, ", "")))
        .containsExactly("table lines | order_id STRING | (not there)");
    assertThat(refused(LINES, LINES.replace("[order_id", "[length(order_id) AS order_id")))
        .containsExactly("table lines | order_id STRING | order_id INT");
    assertThat(refused(LINES, LINES.replace("[order_id", "[customer.customer_id, order_id")))
        .singleElement()
        .asString()
        .startsWith("table lines | order_id, timestamp | customer_id, order_id, timestamp");
  }

  @Test
  void aTableThatIsWrittenElsewhereGoesOnThere() {
    assertThat(compare(LINES, LINES.replace("out/lines", "out/other")).changes())
        .contains(
            new PlanChange.Placed(
                "table lines",
                "orders.lines.rows",
                "out/other",
                "out/lines",
                PlanChange.Placed.Kind.INSTEAD));
  }

  private static final String LATEST =
      """
      latest:
        from: orders
        steps:
          - with_column: {t: CAST(timestamp AS TIMESTAMP), u: current_timestamp()}
          - group_by: {window: {size: 1 hour, column: t}, keys: [order_id], aggregate: {n: count(*)}}
        write: {delta: out/latest, output_mode: update}
      """;

  private static final String GROUPS =
      """
      groups:
        from: orders
        steps:
          - group_by: {keys: [order_id, timestamp], aggregate: {n: count(*)}}
      made:
        from: groups
        steps:
          - select: ["*"]
        write: {delta: out/made, output_mode: update}
      """;

  @Test
  void refusesAnotherColumnThatWindowsWithoutAWatermarkAreCutBy() {
    assertThat(refused(LATEST, LATEST.replace("column: t", "column: u")))
        .containsExactly("table latest | event time: t | event time: u");
  }

  @Test
  void refusesAWatermarkWhereStateWasKeptWithoutOne() {
    String watermark = "- with_watermark: {column: t, delay: 1 minute}\n    - group_by";

    assertThat(refused(LATEST, LATEST.replace("- group_by", watermark)))
        .containsExactly("table latest | watermark: none | watermark: t, delay 1 minute");
  }

  @Test
  void refusesAnotherOutputModeOfWhatIsMadeOfResultsAndNamesTheTableThatGroups() {
    PlanComparison changed = compare(GROUPS, GROUPS.replace("update", "complete"));

    assertThat(changed.of(PlanChange.Refused.class))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.where()).isEqualTo("table made");
              assertThat(c.difference().was()).isEqualTo("output_mode: update");
              assertThat(c.difference().is()).isEqualTo("output_mode: complete");
              assertThat(c.wayOut()).isEqualTo(new PlanChange.WayOut.ResetTable("groups"));
            });
  }

  @Test
  void refusesMergeKeysThatAreOthersThanThoseThatRowsWereReplacedBy() {
    PipelineOutline now = outline(GROUPS);
    PipelineOutline kept = withMergeKeys(now, List.of("order_id"));

    assertThat(PlanComparison.between(kept, now).of(PlanChange.Refused.class))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.where()).isEqualTo("table made");
              assertThat(c.difference().was()).isEqualTo("merge keys: order_id");
              assertThat(c.difference().is()).isEqualTo("merge keys: order_id, timestamp");
              assertThat(c.wayOut()).isEqualTo(new PlanChange.WayOut.ResetTable("groups"));
            });
    assertThat(PlanComparison.between(withMergeKeys(now, List.of("timestamp", "order_id")), now))
        .isEqualTo(new PlanComparison(List.of()));
  }

  private static PipelineOutline withMergeKeys(PipelineOutline outline, List<String> keys) {
    List<PipelineOutline.SinkOutline> sinks =
        outline.sinks().stream()
            .map(
                s ->
                    new PipelineOutline.SinkOutline(
                        s.id(),
                        s.name(),
                        s.kind(),
                        s.topic(),
                        s.schema(),
                        s.target(),
                        s.place(),
                        s.partitionBy(),
                        s.outputMode(),
                        s.mergeKeys().isEmpty() ? List.of() : keys,
                        s.pace()))
            .toList();
    return new PipelineOutline(
        outline.pipeline(), outline.sources(), outline.tables(), sinks, outline.trigger());
  }

  @Test
  void takesSettingsOfTriggersAndIdleOverInALineEach() {
    String paced = LINES + "  trigger: {processing_time: 5 seconds}\n  max_rows_per_trigger: 10\n";

    assertThat(taken(LINES, paced))
        .containsExactly(
            "table lines: batches of out/lines: trigger processing_time 5 seconds,"
                + " max_rows_per_trigger 10, no longer the trigger of the pipeline");
    assertThat(taken(REVENUE, REVENUE.replace("10 seconds}", "10 seconds, idle: 30 seconds}")))
        .containsExactly("table revenue: the watermark's idle is 30 seconds, no longer never");
    String file = TestPipeline.withTables(LINES);
    assertThat(
            takenOfFiles(
                file.replace("    partitions: 1", "    files: {path: in}"),
                file.replace(
                        "    partitions: 1",
                        "    files: {path: in, max_files_per_trigger: 3, max_bytes_per_trigger: 1k}")
                    + "trigger: {processing_time: 1 minute}\n"))
        .containsExactly(
            "pipeline orders: trigger: processing_time 1 minute, no longer default",
            "source orders: its micro-batches are bounded: max_files_per_trigger 3,"
                + " max_bytes_per_trigger 1024, no longer by default");
  }

  private static List<String> taken(String kept, String now) {
    return takenOfFiles(TestPipeline.withTables(kept), TestPipeline.withTables(now));
  }

  /** What is taken over when nothing is refused. */
  private static List<String> takenOfFiles(String kept, String now) {
    PlanComparison comparison =
        PlanComparison.between(
            PipelineOutline.of(TestPipeline.plan(kept)),
            PipelineOutline.of(TestPipeline.plan(now)));
    assertThat(comparison.isRefused()).isFalse();
    return comparison.of(PlanChange.TakenOver.class).stream()
        .map(t -> t.where() + ": " + t.what())
        .toList();
  }

  private static List<String> refused(String kept, String now) {
    return compare(kept, now).of(PlanChange.Refused.class).stream()
        .map(r -> r.where() + " | " + r.difference().was() + " | " + r.difference().is())
        .toList();
  }

  private static PlanComparison compare(String kept, String now) {
    return PlanComparison.between(outline(kept), outline(now));
  }

  private static PipelineOutline outline(String tables) {
    return PipelineOutline.of(TestPipeline.plan(TestPipeline.withTables(tables)));
  }
}
