package io.tidemark.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.checkpoint.PipelineMetadata.Epochs;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.plan.PipelineOutline;
import io.tidemark.topology.plan.PipelineOutline.SinkOutline;
import io.tidemark.topology.plan.PipelineOutline.SourceOutline;
import io.tidemark.topology.plan.PipelineOutline.StateOutline;
import io.tidemark.topology.plan.PipelineOutline.TableOutline;
import io.tidemark.topology.plan.PlanComparison;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataJsonTest {

  @Test
  void readsWhatItWrote() {
    PipelineMetadata metadata = metadata();

    assertThat(MetadataJson.read("here", MetadataJson.write(metadata))).isEqualTo(metadata);
  }

  @Test
  void ignoresWhatALaterProgramAddsToTheSameVersion() {
    PipelineMetadata metadata = metadata();
    String json =
        new String(MetadataJson.write(metadata), UTF_8).replaceFirst("\\{", "{\"more\":[1],");

    assertThat(MetadataJson.read("here", json.getBytes(UTF_8))).isEqualTo(metadata);
  }

  @Test
  void readsWhatAnEarlierProgramWroteWithoutSettings() {
    String json =
        new String(MetadataJson.write(metadata()), UTF_8)
            .replaceAll(",\"(trigger|pace|idle|batches)\":\"[^\"]*\"", "");

    PipelineOutline read = MetadataJson.read("here", json.getBytes(UTF_8)).outline();

    assertThat(read.trigger()).isEmpty();
    assertThat(read.sources()).extracting(SourceOutline::batches).containsExactly("");
    assertThat(read.sinks()).extracting(SinkOutline::pace).containsExactly("");
    assertThat(PlanComparison.between(read, metadata().outline()).changes()).isEmpty();
  }

  @Test
  void refusesANewerVersion() {
    byte[] newer = "{\"version\": 2, \"tidemark\": \"9.0\"}".getBytes(UTF_8);

    assertThatThrownBy(() -> MetadataJson.read("topic shop.metadata", newer))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "topic shop.metadata: what is kept of the pipeline was written by Tidemark 9.0, in version"
                + " 2 of its form; this program reads up to 1; run it with that version of Tidemark,"
                + " or a newer one");
  }

  @Test
  void saysWhenItIsNoMetadata() {
    assertThatThrownBy(() -> MetadataJson.read("topic x", "no json".getBytes(UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("topic x: what is kept of the pipeline can't be read");
  }

  @Test
  void anAppIdIsTheNameUntilAnEpochBegins() {
    Epochs epochs = Epochs.FIRST.with("shop.lines.rows", 2);

    assertThat(epochs.appId("shop.lines", "shop.lines.rows")).isEqualTo("shop.lines@2");
    assertThat(epochs.appId("shop.other", "shop.other.rows")).isEqualTo("shop.other");
    assertThat(epochs.current()).isEqualTo(2);
  }

  static PipelineMetadata metadata() {
    PipelineOutline outline =
        new PipelineOutline(
            "shop",
            List.of(
                new SourceOutline(
                    "orders",
                    "orders",
                    4,
                    "id STRING",
                    List.of("in"),
                    "dead_letter",
                    "by default")),
            List.of(
                new TableOutline(
                    "revenue",
                    "orders",
                    List.of(),
                    List.of("group_by: windows of 5 minutes; n = count(*)"),
                    "window_start TIMESTAMP, n BIGINT",
                    List.of(
                        new StateOutline(
                            List.of("orders (topic orders, partitions 4)"),
                            "windows of 5 minutes",
                            List.of(),
                            List.of("n = count(*)"),
                            "t",
                            "10 seconds",
                            "event_time TIMESTAMP",
                            "never")))),
            List.of(
                new SinkOutline(
                    "revenue",
                    "revenue",
                    "table",
                    "shop.revenue.rows",
                    "window_start TIMESTAMP, n BIGINT",
                    "delta",
                    "out/revenue",
                    List.of("n"),
                    "append",
                    List.of(),
                    "the trigger of the pipeline")),
            "default");
    return PipelineMetadata.first(outline)
        .withDefinition("0.1.0", "name: shop")
        .withTopics(Map.of("orders", "an-id"))
        .withEpochs(Epochs.FIRST.with("shop.revenue.rows", 1))
        .withStarts(Map.of("revenue", Map.of("orders-0", 17L)))
        .withNewState();
  }
}
