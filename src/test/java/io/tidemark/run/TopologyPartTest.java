package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tidemark.topology.build.StreamsSettings;
import io.tidemark.topology.build.TableStarts;
import io.tidemark.topology.plan.PipelinePlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyPartTest {

  private static final String NOBODY = "127.0.0.1:1";

  @TempDir Path root;

  /** A run that is refused ends while its topology is prepared on another thread. */
  @Test
  void whatIsPreparedAfterItsEndKeepsTheStatesFolderFromNobody() throws Exception {
    PipelinePlan plan = plan();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", NOBODY))) {
      TopologyPart refused = part(plan, admin);
      refused.close(Duration.ZERO);
      refused.prepare();

      TopologyPart next = part(plan, admin);
      try {
        assertThatCode(next::prepare).doesNotThrowAnyException();
        assertThat(next.state()).isEqualTo("CREATED");
      } finally {
        next.close(Duration.ofSeconds(5));
      }
    }
  }

  private TopologyPart part(PipelinePlan plan, Admin admin) {
    return new TopologyPart(
        plan,
        Optional.of(
            new StreamsSettings(
                plan.name(), NOBODY, "instance", root.resolve("state"), 1, Map.of())),
        admin,
        TableStarts.NONE);
  }

  private PipelinePlan plan() throws Exception {
    Path file = root.resolve("pipeline.yaml");
    Files.writeString(
        file,
        """
        name: p
        sources:
          orders: {schema: "id STRING", topic: orders, partitions: 1}
        tables:
          counts:
            from: orders
            steps: [{group_by: {keys: [id], aggregate: {n: count(*)}}}]
            write: {delta: counts, output_mode: update}
        """);
    return PipelinePlan.load(file, Map.of(), new DeltaSchemas());
  }
}
