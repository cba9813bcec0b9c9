package io.tidemark.topology.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.watermark.PartitionReport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens right at the end of a window and one microsecond before and after it. */
class WindowEndsTest {

  private static final long SECOND = WindowKind.SECOND;
  private static final int ALL = Integer.MAX_VALUE;

  private final MapState state = new MapState();
  private final Collected results = new Collected();

  /** Each kind, in the modes in which it closes, with the end of the last window of time 0. */
  static Stream<Arguments> closingWindows() {
    return Stream.of("append", "update")
        .flatMap(
            mode ->
                Stream.of(
                    Arguments.of(WindowKind.TUMBLING, mode, 20 * SECOND),
                    Arguments.of(WindowKind.SLIDING, mode, 30 * SECOND),
                    Arguments.of(WindowKind.SESSION, mode, 8 * SECOND)));
  }

  @ParameterizedTest
  @MethodSource("closingWindows")
  void takeARowWhileTheWatermarkIsBeforeTheEnd(WindowKind kind, String mode, long end) {
    Windows windows = new Windows(kind, mode);

    windows.advance(end - 1);

    assertThat(windows.add(0)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("closingWindows")
  void makeARowLateWhenTheWatermarkIsAtTheEnd(WindowKind kind, String mode, long end) {
    Windows windows = new Windows(kind, mode);

    windows.advance(end);

    assertThat(windows.add(0)).isFalse();
    assertThat(windows.add(end)).isTrue();
    assertThat(windows.add(end + 1)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("closingWindows")
  void closeTheWindowWhenTheWatermarkIsAtTheEndAndNotBefore(
      WindowKind kind, String mode, long end) {
    Windows windows = new Windows(kind, mode);
    windows.add(0);

    windows.advance(end - 1);
    long open = windows.aggregation.openCount();
    windows.advance(end);

    assertThat(open).isEqualTo(1);
    assertThat(windows.aggregation.openCount()).isZero();
    assertThat(results.rows.get(results.rows.size() - 1).value(1)).isEqualTo(end);
    assertThat(state.size()).isZero();
  }

  @ParameterizedTest
  @MethodSource("closingWindows")
  void stayWhereTheyWereOverARestart(WindowKind kind, String mode, long end) {
    Windows windows = new Windows(kind, mode);

    windows.advance(end);
    windows.restart();

    assertThat(windows.add(0)).isFalse();
    assertThat(windows.add(end)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(WindowKind.class)
  void meanNothingInCompleteMode(WindowKind kind) {
    Windows windows = new Windows(kind, "complete");
    windows.add(0);

    windows.advance(1_000 * SECOND);
    boolean isAdded = windows.add(1);
    windows.aggregation.emitChanges(ALL, results);

    assertThat(isAdded).isTrue();
    assertThat(results.rows).isNotEmpty().allSatisfy(r -> assertThat(r.toArray()).endsWith(2L));
  }

  @Test
  void ofSessionsAreAGapAfterTheirLastRowAndARowJustThereIsInTheSession() {
    Windows windows = new Windows(WindowKind.SESSION, "append");

    windows.add(0);
    windows.add(WindowKind.GAP);
    windows.add(2 * WindowKind.GAP + 1);
    windows.advance(100 * SECOND);

    assertThat(results.rows)
        .extracting(r -> r.value(0), r -> r.value(1), r -> r.value(3))
        .containsExactly(
            tuple(0L, 2 * WindowKind.GAP, 2L),
            tuple(2 * WindowKind.GAP + 1, 3 * WindowKind.GAP + 1, 1L));
  }

  @Test
  void ofASessionThatHasClosedAreWhereANewOneBegins() {
    Windows windows = new Windows(WindowKind.SESSION, "append");
    windows.add(0);

    windows.advance(WindowKind.GAP);
    windows.add(WindowKind.GAP);
    windows.advance(100 * SECOND);

    assertThat(results.rows)
        .extracting(r -> r.value(0), r -> r.value(1), r -> r.value(3))
        .containsExactly(
            tuple(0L, WindowKind.GAP, 1L), tuple(WindowKind.GAP, 2 * WindowKind.GAP, 1L));
  }

  @Test
  void makeNoRowLateThatLiesInASessionThatIsStillOpen() {
    Windows windows = new Windows(WindowKind.SESSION, "append");
    windows.add(0);
    windows.add(WindowKind.GAP);

    windows.advance(2 * WindowKind.GAP - 1);

    assertThat(windows.add(1)).isTrue();
  }

  /** Else there would be two sessions of the same beginning, of which one has closed. */
  @Test
  void makeARowLateThatIsNearAnOpenSessionAndBeforeItsBeginning() {
    Windows windows = new Windows(WindowKind.SESSION, "append");
    windows.add(0);
    windows.advance(WindowKind.GAP);

    windows.add(WindowKind.GAP);

    assertThat(windows.add(0)).isFalse();
    assertThat(windows.add(1)).isTrue();
  }

  /** Counts, of one sensor. */
  private final class Windows {

    private final Reading.Grouping grouping;
    private final AggregationPlan plan;
    private Aggregation aggregation;

    Windows(WindowKind kind, String mode) {
      PipelinePlan pipeline = Reading.plan(kind.text(), "0 seconds", mode, "n: count(*)");
      this.grouping = new Reading.Grouping(pipeline);
      this.plan = Reading.table(pipeline).aggregation().orElseThrow();
      this.aggregation = Aggregation.open(plan, state, PartitionReport.NO_EVENT_TIME);
    }

    boolean add(long time) {
      return aggregation.add(grouping.row(new Reading(time, "a", 1L)));
    }

    void advance(long watermark) {
      assertThat(aggregation.advance(watermark, ALL, results)).isTrue();
    }

    void restart() {
      aggregation.flush();
      aggregation = Aggregation.open(plan, state, aggregation.watermark());
    }
  }
}
