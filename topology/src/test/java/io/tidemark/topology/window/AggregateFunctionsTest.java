package io.tidemark.topology.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.row.Row;
import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.watermark.PartitionReport;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the aggregates do whose result depends on order, on nulls, or on how much there is. */
class AggregateFunctionsTest {

  private static final long SECOND = WindowKind.SECOND;
  private static final int ALL = Integer.MAX_VALUE;

  private final MapState state = new MapState();
  private final Collected results = new Collected();

  @Test
  void collectListKeepsTheOrderInWhichRowsCameWhateverTheirTime() {
    Groups groups = new Groups(WindowKind.NONE, "collect_list(value)");

    groups.add(new Reading(9 * SECOND, "a", 1L), new Reading(0, "a", 2L));
    groups.restart();
    groups.add(new Reading(5 * SECOND, "a", null), new Reading(5 * SECOND, "a", 1L));

    assertThat(groups.result()).isEqualTo(List.of(1L, 2L, 1L));
  }

  @Test
  void collectListOfASlidingWindowGoesPaneByPane() {
    Groups groups = new Groups(WindowKind.SLIDING, "collect_list(value)");

    groups.add(new Reading(25 * SECOND, "a", 1L), new Reading(12 * SECOND, "a", 2L));
    groups.add(new Reading(21 * SECOND, "a", 3L), new Reading(0, "a", 4L));

    assertThat(groups.results())
        .extracting(r -> r.value(3))
        .contains(List.of(4L, 2L, 1L, 3L), List.of(2L, 1L, 3L), List.of(1L, 3L));
  }

  @Test
  void collectListOfBridgedSessionsHasTheEarlierSessionFirst() {
    Groups groups = new Groups(WindowKind.SESSION, "collect_list(value)");

    groups.add(new Reading(12 * SECOND, "a", 1L), new Reading(0, "a", 2L));
    groups.add(new Reading(6 * SECOND, "a", 3L));

    assertThat(groups.result()).isEqualTo(List.of(2L, 1L, 3L));
  }

  @Test
  void collectSetHasEachValueOnceInOrder() {
    Groups groups = new Groups(WindowKind.SESSION, "collect_set(value)");

    groups.add(new Reading(0, "a", 3L), new Reading(1, "a", 1L), new Reading(2, "a", 3L));
    groups.restart();
    groups.add(new Reading(3, "a", null), new Reading(4, "a", 2L));

    assertThat(groups.result()).isEqualTo(List.of(1L, 2L, 3L));
  }

  @ParameterizedTest
  @EnumSource(WindowKind.class)
  void collectsNothingOfNullsAlone(WindowKind kind) {
    Groups groups =
        new Groups(kind, "concat(collect_list(value), collect_set(value), array(count(value)))");

    groups.add(new Reading(0, "a", null));
    groups.restart();
    groups.add(new Reading(1, "a", null));

    assertThat(groups.result()).isEqualTo(List.of(0L));
  }

  @ParameterizedTest
  @EnumSource(WindowKind.class)
  void firstAndLastGoByEventTimeAndAmongEqualTimesByArrival(WindowKind kind) {
    Groups groups = new Groups(kind, "array(first(value), last(value))");

    groups.add(new Reading(2 * SECOND, "a", 1L), new Reading(SECOND, "a", 2L));
    groups.add(new Reading(SECOND, "a", 3L));
    groups.restart();
    groups.add(new Reading(2 * SECOND, "a", 4L), new Reading(SECOND, "a", 5L));

    assertThat(groups.result()).isEqualTo(List.of(2L, 4L));
  }

  @ParameterizedTest
  @EnumSource(WindowKind.class)
  void firstAndLastTakeNullsUnlessToldNotTo(WindowKind kind) {
    Groups groups =
        new Groups(
            kind,
            "array(first(value), first(value, true), last(value, true), last(value),"
                + " first(value, false))");

    groups.add(new Reading(SECOND, "a", null), new Reading(2 * SECOND, "a", 7L));
    groups.restart();
    groups.add(new Reading(3 * SECOND, "a", 8L), new Reading(4 * SECOND, "a", null));

    assertThat(groups.result()).isEqualTo(Arrays.asList(null, 7L, 8L, null, null));
  }

  @ParameterizedTest
  @EnumSource(WindowKind.class)
  void approxCountDistinctIsNearTheTruthOverRestarts(WindowKind kind) {
    Groups groups = new Groups(kind, "approx_count_distinct(value)");

    for (long value = 0; value < 20_000; value++) {
      groups.add(new Reading(value % 4 * SECOND, "a", value % 10_000));
      if (value % 3_000 == 0) {
        groups.restart();
      }
    }

    assertThat((Long) groups.result()).isCloseTo(10_000L, within(700L));
  }

  @ParameterizedTest
  @EnumSource(WindowKind.class)
  void refusesAListOfMoreValuesThanItMayHaveAndSaysWhatToDo(WindowKind kind) {
    Groups groups = new Groups(kind, "collect_list(value)");

    LongStream.rangeClosed(0, CollectedList.MAX_VALUES)
        .forEach(value -> groups.add(new Reading(value % 3, "a", value)));
    groups.add(new Reading(0, "b", 1L));
    groups.finish();

    assertThat(results.failures)
        .isNotEmpty()
        .containsOnly(
            "collect_list of more than 10000 values; filter the rows before, or count them");
    assertThat(results.rows).isNotEmpty().allSatisfy(r -> assertThat(r.toArray()).contains("b"));
  }

  @Test
  void holdsNoMoreValuesOfAListThatIsTooLong() {
    Groups groups = new Groups(WindowKind.NONE, "collect_set(value)");

    LongStream.rangeClosed(0, CollectedList.MAX_VALUES)
        .forEach(value -> groups.add(new Reading(0, "a", value)));
    groups.restart();

    assertThat(state.bytes()).isLessThan(200);
  }

  /** Groups of one aggregate in update mode. */
  private final class Groups {

    private final Reading.Grouping grouping;
    private final AggregationPlan plan;
    private Aggregation aggregation;

    Groups(WindowKind kind, String aggregate) {
      PipelinePlan pipeline =
          Reading.plan(kind.text(), "0 seconds", "update", "result: '%s'".formatted(aggregate));
      this.grouping = new Reading.Grouping(pipeline);
      this.plan = Reading.table(pipeline).aggregation().orElseThrow();
      this.aggregation = Aggregation.open(plan, state, PartitionReport.NO_EVENT_TIME);
    }

    void add(Reading... readings) {
      for (Reading reading : readings) {
        assertThat(aggregation.add(grouping.row(reading))).isTrue();
      }
    }

    void restart() {
      aggregation.flush();
      aggregation = Aggregation.open(plan, state, aggregation.watermark());
    }

    void finish() {
      aggregation.emitChanges(ALL, results);
    }

    List<Row> results() {
      finish();
      return results.rows;
    }

    /** Of the group that has the most rows: sliding windows begin and end with fewer. */
    Object result() {
      Row row = results().get(results.rows.size() / 2);
      return row.value(row.size() - 1);
    }
  }
}
