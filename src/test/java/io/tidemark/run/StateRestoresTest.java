package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.topology.build.StreamsSettings;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StateRestoresTest {

  private static final String STORE = StreamsSettings.store("totals");
  private static final TopicPartition FIRST = new TopicPartition("changelog", 0);
  private static final TopicPartition SECOND = new TopicPartition("changelog", 1);

  private final StateRestores restores = new StateRestores(List.of("totals", "other"));

  @Test
  void addsUpThePartitionsOfATable() {
    // Given
    restores.onRestoreStart(FIRST, STORE, 0, 1_000);
    restores.onRestoreStart(SECOND, STORE, 500, 1_500);

    // When: the first has a gap in its offsets
    restores.onBatchRestored(FIRST, STORE, 399, 300);
    restores.onBatchRestored(SECOND, STORE, 599, 100);

    // Then
    assertThat(restores.summaries()).containsExactly(new RestoreSummary("totals", 400, 500, 2_000));
    assertThat(restores.summaries().get(0).percent()).isEqualTo(25);
    assertThat(restores.summaries().get(0).isDone()).isFalse();
  }

  @Test
  void isDoneAtTheEndEvenIfTheLastOffsetsHaveNoRecord() {
    // Given
    restores.onRestoreStart(FIRST, STORE, 0, 1_000);
    restores.onBatchRestored(FIRST, STORE, 997, 900);

    // When
    restores.onRestoreEnd(FIRST, STORE, 900);

    // Then
    assertThat(restores.summaries())
        .containsExactly(new RestoreSummary("totals", 900, 1_000, 1_000));
    assertThat(restores.summaries().get(0).percent()).isEqualTo(100);
  }

  @Test
  void aPartitionThatIsGivenAwayIsNotWaitedForAndCountsOnWhenItComesBack() {
    // Given
    restores.onRestoreStart(FIRST, STORE, 0, 1_000);
    restores.onBatchRestored(FIRST, STORE, 199, 200);

    // When
    restores.onRestoreSuspended(FIRST, STORE, 200);

    // Then
    assertThat(restores.summaries()).containsExactly(new RestoreSummary("totals", 200, 200, 200));

    // When
    restores.onRestoreStart(FIRST, STORE, 200, 1_000);
    restores.onBatchRestored(FIRST, STORE, 599, 400);

    // Then
    assertThat(restores.summaries()).containsExactly(new RestoreSummary("totals", 600, 600, 1_000));
  }

  @Test
  void stateThatWasThereIsNotMentioned() {
    restores.onRestoreStart(FIRST, STORE, 1_000, 1_000);
    restores.onRestoreEnd(FIRST, STORE, 0);

    assertThat(restores.summaries()).isEmpty();
  }
}
