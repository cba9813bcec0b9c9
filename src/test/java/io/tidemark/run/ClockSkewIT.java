package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.problem.UserException;
import io.tidemark.testing.TestKafka;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose clock Kafka does not agree with. */
class ClockSkewIT {

  private static final String PIPELINE =
      """
      name: NAME
      sources:
        orders:
          topic: NAME
          schema: "id STRING"
          files: {path: DIR/in, settle: 1 milliseconds}
          partitions: 1
      tables:
        lines:
          from: orders
          write: {delta: DIR/tables/lines}
      """;

  @TempDir Path root;

  /** By a millisecond: a record takes longer to get there. */
  @Test
  void isToldThatItsClockIsWrong() {
    try (TestKafka kafka = TestKafka.shared()) {
      String topic = kafka.topic("skewed", 1, Map.of("message.timestamp.before.max.ms", "1"));
      PipelineFolder pipeline =
          new PipelineFolder(root, kafka.bootstrapServers(), PIPELINE.replace("NAME", topic));
      pipeline.add("1.json", "{\"id\": \"a\"}");

      assertThatThrownBy(() -> pipeline.run("available_now"))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith(
              "this machine's clock: it differs from Kafka's by more than a topic allows (")
          .hasMessageContaining("set it right, here or on the brokers, and start again");
    }
  }
}
