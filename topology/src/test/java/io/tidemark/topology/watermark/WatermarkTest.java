package io.tidemark.topology.watermark;

import static io.tidemark.topology.watermark.PartitionReport.NO_EVENT_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.topology.window.MapState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatermarkTest {

  private static final long SECOND = 1_000_000;

  @Test
  void ofOnePartitionFollowsItsEventTimeLessTheDelay() {
    Watermark watermark = watermark(1, 10);

    watermark.report(report(0, 1, 100));

    assertThat(watermark.value()).isEqualTo(90 * SECOND);
  }

  @Test
  void isThatOfTheLeastAdvancedPartition() {
    Watermark watermark = watermark(3, 10);

    watermark.report(report(0, 1, 100));
    watermark.report(report(1, 1, 300));
    assertThat(watermark.value()).isEqualTo(NO_EVENT_TIME);

    watermark.report(report(2, 1, 200));
    assertThat(watermark.value()).isEqualTo(90 * SECOND);
  }

  @Test
  void isNotHeldBackByAPartitionThatIsReadToItsEnd() {
    Watermark watermark = watermark(3, 10);
    watermark.report(report(0, 1, 100));
    watermark.report(report(1, 1, 300));
    watermark.report(report(2, 1, 200));

    watermark.decide(watermark.snapshot(), source -> source == 0);

    assertThat(watermark.value()).isEqualTo(190 * SECOND);
  }

  @Test
  void namesTheLeastAdvancedOfThePartitionsThatAreNotReadToTheirEnd() {
    Watermark watermark = watermark(3, 10);
    watermark.report(report(0, 1, 100));
    watermark.report(report(1, 1, 300));
    watermark.report(report(2, 1, 200));
    assertThat(watermark.holder()).isEmpty();

    watermark.decide(watermark.snapshot(), source -> source == 0);
    assertThat(watermark.holder()).hasValue(2);

    watermark.decide(watermark.snapshot(), source -> true);
    assertThat(watermark.holder()).isEmpty();
  }

  @Test
  void isHeldByAPartitionWithoutEventTimeThatHasUnreadRecords() {
    Watermark watermark = watermark(2, 10);
    watermark.report(report(0, 5, 100));

    watermark.decide(watermark.snapshot(), source -> false);

    assertThat(watermark.holder()).hasValue(1);
    assertThat(watermark.value()).isEqualTo(NO_EVENT_TIME);
  }

  @Test
  void isNotHeldBackByAPartitionThatIsEmpty() {
    Watermark watermark = watermark(2, 10);
    watermark.report(report(0, 5, 100));
    watermark.report(new PartitionReport(1, 0, NO_EVENT_TIME));

    watermark.decide(watermark.snapshot(), source -> source == 1);

    assertThat(watermark.value()).isEqualTo(90 * SECOND);
  }

  @Test
  void isHeldBackByAPartitionWithUnreadRecordsThatHasToldNoEventTimeYet() {
    Watermark watermark = watermark(2, 10);
    watermark.report(report(0, 5, 100));

    watermark.decide(watermark.snapshot(), source -> source == 0);

    assertThat(watermark.value()).isEqualTo(NO_EVENT_TIME);
  }

  @Test
  void isThatOfTheGreatestEventTimeWhenAllIsRead() {
    Watermark watermark = watermark(2, 10);
    watermark.report(report(0, 1, 100));
    watermark.report(report(1, 1, 300));

    watermark.decide(watermark.snapshot(), source -> true);

    assertThat(watermark.value()).isEqualTo(290 * SECOND);
  }

  @Test
  void isDecidedOnTheEventTimesOfTheSnapshotAndNotOnLaterOnes() {
    Watermark watermark = watermark(2, 10);
    watermark.report(report(0, 1, 100));
    watermark.report(report(1, 1, 300));
    Snapshot snapshot = watermark.snapshot();
    watermark.report(report(1, 2, 900));

    watermark.decide(snapshot, source -> true);

    assertThat(watermark.value()).isEqualTo(290 * SECOND);
  }

  @Test
  void neverGoesBack() {
    Watermark watermark = watermark(2, 10);
    watermark.report(report(0, 1, 100));
    watermark.report(report(1, 1, 300));
    watermark.decide(watermark.snapshot(), source -> true);

    watermark.report(report(0, 2, 150));
    watermark.decide(watermark.snapshot(), source -> false);

    assertThat(watermark.value()).isEqualTo(290 * SECOND);
  }

  @Test
  void keepsTheLaterOfTwoReportsOfARestartedTask() {
    Watermark watermark = watermark(1, 10);
    watermark.report(report(0, 7, 100));

    boolean isNews = watermark.report(new PartitionReport(0, 7, NO_EVENT_TIME));

    assertThat(isNews).isFalse();
    assertThat(watermark.latest(0)).isEqualTo(report(0, 7, 100));
  }

  @Test
  void isTakenUpFromWhatWasSaved() {
    MapState state = new MapState();
    SavedWatermark saved = new SavedWatermark(state);
    saved.save(report(1, 42, -7));
    saved.save(new SavedWatermark.Values(5, NO_EVENT_TIME));

    SavedWatermark again = new SavedWatermark(state);

    assertThat(again.reports(3))
        .containsExactly(
            new PartitionReport(0, 0, NO_EVENT_TIME),
            report(1, 42, -7),
            new PartitionReport(2, 0, NO_EVENT_TIME));
    assertThat(again.values()).isEqualTo(new SavedWatermark.Values(5, NO_EVENT_TIME));
    assertThat(new SavedWatermark(new MapState()).values())
        .isEqualTo(new SavedWatermark.Values(NO_EVENT_TIME, NO_EVENT_TIME));
  }

  private static PartitionReport report(int source, long position, long seconds) {
    return new PartitionReport(source, position, seconds * SECOND);
  }

  private static Watermark watermark(int sources, long delaySeconds) {
    List<PartitionReport> reports = new ArrayList<>();
    for (int i = 0; i < sources; i++) {
      reports.add(new PartitionReport(i, 0, NO_EVENT_TIME));
    }
    return new Watermark(Duration.ofSeconds(delaySeconds), reports, NO_EVENT_TIME);
  }
}
