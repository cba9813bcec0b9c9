package io.tidemark.topology.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

  private final MockProcessorContext<Target, byte[]> context = new MockProcessorContext<>();
  private final Consumer positions = new Consumer();
  private final CommitPace pace = new CommitPace(context, positions);

  @Test
  void commitsAtATickWhatWasDoneSinceTheLast() {
    pace.worked();
    pace.tick();

    assertThat(context.committed()).isTrue();
    context.resetCommit();

    pace.tick();
    assertThat(context.committed()).as("nothing was done since").isFalse();
  }

  @Test
  void leavesABacklogOfItsThreadToKafkaStreams() {
    // Given
    positions.isBehind = true;

    // When
    pace.worked();
    pace.tick();

    // Then
    assertThat(context.committed()).isFalse();
  }

  @Test
  void commitsWhatIsLeftWhenTheBacklogIsDone() {
    // Given
    positions.isBehind = true;
    pace.worked();
    pace.tick();

    // When
    positions.isBehind = false;
    pace.tick();

    // Then
    assertThat(context.committed()).isTrue();
  }

  /** What a stream thread's consumer would tell. */
  private static final class Consumer implements InputPositions {

    private boolean isBehind;

    @Override
    public OptionalLong position(TopicPartition partition, long lastProcessed) {
      return OptionalLong.empty();
    }

    @Override
    public boolean isBehind() {
      return isBehind;
    }
  }
}
