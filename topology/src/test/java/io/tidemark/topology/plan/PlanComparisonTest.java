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
