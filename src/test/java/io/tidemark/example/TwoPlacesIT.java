package io.tidemark.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checkpoint.Admission.Losses;
import io.tidemark.run.KafkaAccess;
import io.tidemark.run.PipelineRun;
import io.tidemark.run.RunSettings;
import io.tidemark.testing.CompiledPlugin;
import io.tidemark.testing.Database;
import io.tidemark.testing.TableQuery;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.PipelinePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped example of a {@code foreach_batch} class, compiled and run as its file says. */
class TwoPlacesIT {

  private static final Path EXAMPLES = Path.of("..", "topology", "examples");

  @TempDir Path folder;

  @Test
  void writesTheSameRowsToADeltaTableAndToADatabase() {
    // Given
    Path data = folder.resolve("data");
    String url = Database.url(folder);
    Path example = EXAMPLES.resolve("two_places");
    PipelinePlan plan =
        PipelinePlan.load(
            example.resolve("two_places.yaml"),
            Map.of(
                "ORDERS", EXAMPLES.resolve("orders").toString(),
                "DATA", data.toString(),
                "JDBC_URL", url));
    Path plugins = CompiledPlugin.in(folder.resolve("plugins"), example.resolve("TwoPlaces.java"));
    RunSettings settings =
        new RunSettings(
            data,
            new KafkaAccess.Embedded(0),
            Optional.of(new Trigger.AvailableNow()),
            Optional.of(plugins),
            new RunSettings.Start("", Losses.REFUSED));

    // When
    new PipelineRun(plan, settings, new Silence()).execute();

    // Then
    List<String> delta =
        TableQuery.rows(
            data.resolve("tables/order_lines"), "SELECT order_id, item_id, quantity, price FROM t");
    assertThat(delta).hasSizeGreaterThan(1000);
    assertThat(Database.rows(url, "SELECT order_id, item_id, quantity, price FROM order_lines"))
        .containsExactlyInAnyOrderElementsOf(delta);
    assertThat(Database.rows(url, "SELECT id, batch >= 0 FROM batches"))
        .containsExactly("two_places.order_lines, true");
  }
}
