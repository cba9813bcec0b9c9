package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.delta.sink.DeltaSinkConfig;
import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorConfigsTest {

  @TempDir Path folder;

  @Test
  void whatIsDoneAboutSmallFilesIsWhatTheTableSays() throws IOException {
    assertThat(sink("optimize_write: true, auto_compact: true"))
        .containsEntry("optimize.write", "true")
        .containsEntry("auto.compact", "true");
    assertThat(sink("optimize_write: true, auto_compact: false"))
        .containsEntry("optimize.write", "true")
        .doesNotContainKey("auto.compact");
    assertThat(sink("output_mode: append")).doesNotContainKeys("optimize.write", "auto.compact");
  }

  @Test
  void aTablesConfigurationIsOneThatTheSinkTakes() throws IOException {
    DeltaSinkConfig config = new DeltaSinkConfig(sink("partition_by: [id]"));

    assertThat(config.tablePath()).isEqualTo("out/lines");
    assertThat(config.table().orElseThrow().partitionColumns()).containsExactly("id");
  }

  @Test
  void whoWritesATableHasItsPartitionsForTenSecondsAfterItsDeath() throws IOException {
    assertThat(sink("output_mode: append"))
        .containsEntry("consumer.override.session.timeout.ms", "10000");
  }

  /** Of a table written so. */
  private Map<String, String> sink(String write) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("p.yaml"),
            """
            name: p
            sources:
              orders: {schema: "id STRING, amount INT"}
            tables:
              lines:
                from: orders
                write: {delta: out/lines, %s}
            """
                .formatted(write));
    PipelinePlan plan = PipelinePlan.load(file, Map.of(), new DeltaSchemas());
    SinkPlan sink =
        plan.sinks().stream()
            .filter(s -> s.kind() == SinkPlan.Kind.TABLE)
            .findFirst()
            .orElseThrow();
    return new ConnectorConfigs(plan, plan.trigger())
        .sink(sink, (WriteDefinition.Delta) sink.target())
        .properties();
  }
}
