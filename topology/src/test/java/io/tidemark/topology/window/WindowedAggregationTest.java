package io.tidemark.topology.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidemark.row.Row;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.watermark.PartitionReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowedAggregationTest {

  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final int ALL = Integer.MAX_VALUE;

  private final MapState state = new MapState();
  private final Collected results = new Collected();

  @Test
  void putsARowAtAWindowsStartIntoItAndOneAtItsEndIntoTheNext() {
    PipelinePlan plan = Reading.plan("size: 5 minutes", "0 seconds");
    WindowedAggregation windows = windows(plan);

    add(windows, plan, new Reading(0, "a", 1L), new Reading(5 * MINUTE - 1, "a", 2L));
    add(windows, plan, new Reading(5 * MINUTE, "a", 4L), new Reading(-1, "a", 8L));
    windows.advance(10 * MINUTE, ALL, results);

    assertThat(results.rows)
        .extracting(r -> r.value(0), r -> r.value(1), r -> r.value(6))
        .containsExactly(
            tuple(-5 * MINUTE, 0L, 8L),
            tuple(0L, 5 * MINUTE, 3L),
            tuple(5 * MINUTE, 10 * MINUTE, 4L));
  }

  @Test
  void closesAWindowWhenTheWatermarkIsAtItsEndAndNotBefore() {
    PipelinePlan plan = Reading.plan("size: 5 minutes", "0 seconds");
    WindowedAggregation windows = windows(plan);
    add(windows, plan, new Reading(1, "a", 1L));

    windows.advance(5 * MINUTE - 1, ALL, results);
    assertThat(results.rows).isEmpty();

    windows.advance(5 * MINUTE, ALL, results);
    assertThat(results.rows).hasSize(1);
  }

  @Test
  void takesARowWhileItsWindowIsOpenAndCallsItLateFromTheEndOn() {
    PipelinePlan plan = Reading.plan("size: 5 minutes", "0 seconds");
    WindowedAggregation windows = windows(plan);

    windows.advance(5 * MINUTE - 1, ALL, results);
    assertThat(windows.add(new Reading(0, "a", 1L).grouped(plan))).isTrue();
    windows.advance(5 * MINUTE, ALL, results);
    assertThat(windows.add(new Reading(5 * MINUTE - 1, "a", 1L).grouped(plan))).isFalse();
    assertThat(windows.add(new Reading(5 * MINUTE, "a", 1L).grouped(plan))).isTrue();
  }

  @Test
  void countsARowThatIsLateForSomeOfItsWindowsInTheOpenOnes() {
    PipelinePlan plan = Reading.plan("size: 3 minutes, slide: 1 minute", "0 seconds");
    WindowedAggregation windows = windows(plan);
    add(windows, plan, new Reading(2 * MINUTE, "a", 1L));

    windows.advance(4 * MINUTE, ALL, results);
    boolean added = windows.add(new Reading(2 * MINUTE + 1, "a", 10L).grouped(plan));
    windows.advance(9 * MINUTE, ALL, results);

    assertThat(added).isTrue();
    assertThat(results.rows)
        .extracting(r -> r.value(1), r -> r.value(6))
        .containsExactly(tuple(3 * MINUTE, 1L), tuple(4 * MINUTE, 1L), tuple(5 * MINUTE, 11L));
  }

  @Test
  void leavesNothingBehindOfClosedWindows() {
    PipelinePlan plan = Reading.plan("size: 5 minutes, slide: 2 minutes", "0 seconds");
    WindowedAggregation windows = windows(plan);
    for (long i = 0; i < 100; i++) {
      add(windows, plan, new Reading(i * 17 * SECOND, "s" + i % 3, i));
    }
    assertThat(state.size()).isPositive();

    windows.advance(60 * MINUTE, ALL, results);

    assertThat(state.size()).isZero();
  }

  @Test
  void emitsByWindowEndAndThenByKeyWithNullFirst() {
    PipelinePlan plan = Reading.plan("size: 1 minute", "0 seconds");
    WindowedAggregation windows = windows(plan);
    add(windows, plan, new Reading(MINUTE, "b", 1L), new Reading(0, "ä", 1L));
    add(windows, plan, new Reading(1, "b", 1L), new Reading(2, null, 1L));
    add(windows, plan, new Reading(3, "", 1L), new Reading(4, "a\0", 1L), new Reading(5, "a", 1L));

    windows.advance(2 * MINUTE, ALL, results);

    assertThat(results.rows)
        .extracting(r -> r.value(2))
        .containsExactly(null, "", "a", "a\0", "b", "ä", "b");
  }

  @Test
  void ignoresNullsInEveryFunctionButCountOfRows() {
    PipelinePlan plan = Reading.plan("size: 1 minute", "0 seconds");
    WindowedAggregation windows = windows(plan);
    add(windows, plan, new Reading(0, "a", null), new Reading(1, "a", null));

    windows.advance(MINUTE, ALL, results);

    assertThat(results.rows)
        .containsExactly(Row.of(0L, MINUTE, "a", 2L, 0L, 0L, null, null, null, null, null));
  }

  @Test
  void closesNoMoreWindowsThanTheBudgetAllowsAndGoesOnFromThere() {
    PipelinePlan plan = Reading.plan("size: 1 minute", "0 seconds");
    WindowedAggregation windows = windows(plan);
    for (int i = 0; i < 10; i++) {
      add(windows, plan, new Reading(i * MINUTE, "a", 1L), new Reading(i * MINUTE, "b", 1L));
    }

    boolean reached = windows.advance(10 * MINUTE, 5, results);

    assertThat(reached).isFalse();
    assertThat(results.rows).hasSize(6);
    assertThat(windows.watermark()).isEqualTo(3 * MINUTE);
    assertThat(windows.advance(10 * MINUTE, ALL, results)).isTrue();
    assertThat(results.rows).hasSize(20);
    assertThat(windows.watermark()).isEqualTo(10 * MINUTE);
  }

  @Test
  void takesUpItsStateWhereItWasLeft() {
    PipelinePlan plan = Reading.plan("size: 3 minutes, slide: 1 minute", "0 seconds");
    WindowedAggregation first = windows(plan);
    add(first, plan, new Reading(2 * MINUTE, "a", 1L), new Reading(4 * MINUTE, "a", 2L));
    first.advance(4 * MINUTE, ALL, results);
    results.rows.clear();

    WindowedAggregation second =
        new WindowedAggregation(
            Reading.table(plan).aggregation().orElseThrow(), state, first.watermark());
    second.advance(7 * MINUTE, ALL, results);

    assertThat(results.rows)
        .extracting(r -> r.value(1), r -> r.value(6))
        .containsExactly(tuple(5 * MINUTE, 3L), tuple(6 * MINUTE, 2L), tuple(7 * MINUTE, 2L));
  }

  @Test
  void tellsASumThatItsTypeCannotHoldAndGoesOnWithTheOtherGroups() {
    PipelinePlan plan = Reading.plan("size: 1 minute", "0 seconds");
    WindowedAggregation windows = windows(plan);
    add(windows, plan, new Reading(0, "a", Long.MAX_VALUE), new Reading(1, "a", 1L));
    add(windows, plan, new Reading(0, "b", Long.MAX_VALUE), new Reading(1, "b", 5L));
    add(windows, plan, new Reading(2, "b", -5L));

    windows.advance(MINUTE, ALL, results);

    assertThat(results.failures).containsExactly("the sum 9223372036854775808 is beyond BIGINT");
    assertThat(results.rows).extracting(r -> r.value(2), r -> r.value(6)).hasSize(1);
    assertThat(results.rows.get(0).value(6)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void jumpsOverTimesWithoutRows() {
    PipelinePlan plan = Reading.plan("size: 1 minute, slide: 1 second", "0 seconds");
    WindowedAggregation windows = windows(plan);
    long farAhead = 1_000_000 * MINUTE;
    add(windows, plan, new Reading(-farAhead, "a", 1L), new Reading(farAhead, "a", 1L));

    windows.advance(2 * farAhead, ALL, results);

    assertThat(results.rows).hasSize(120);
  }

  private WindowedAggregation windows(PipelinePlan plan) {
    return new WindowedAggregation(
        Reading.table(plan).aggregation().orElseThrow(), state, PartitionReport.NO_EVENT_TIME);
  }

  @Test
  void itsEntriesAloneTellHowManyWindowsAreOpen() {
    PipelinePlan plan = Reading.plan("size: 3 minutes, slide: 1 minute", "0 seconds");
    WindowedAggregation windows = windows(plan);
    add(windows, plan, new Reading(0, "a", 1L), new Reading(1, "b", 1L));
    add(windows, plan, new Reading(7 * MINUTE, "a", 1L));

    windows.advance(2 * MINUTE, ALL, results);

    StateEntries entries = new StateEntries(plan.tables().get(0).aggregation().orElseThrow());
    state.forEachKey(entries::added);
    assertThat(windows.openCount()).isEqualTo(4);
    assertThat(entries.openWindows(state, windows.watermark())).isEqualTo(4);
  }

  private static void add(WindowedAggregation windows, PipelinePlan plan, Reading... readings) {
    List<Boolean> added = new ArrayList<>();
    for (Reading reading : readings) {
      added.add(windows.add(reading.grouped(plan)));
    }
    windows.flush();
    assertThat(added).doesNotContain(false);
  }
}
