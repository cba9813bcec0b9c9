package io.tidemark.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.run.DeltaSchemas;
import io.tidemark.run.KafkaAccess;
import io.tidemark.run.PipelineRun;
import io.tidemark.run.RunSettings;
import io.tidemark.testing.TableQuery;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.PipelinePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped orders by event time and by processing time, as event-time.md has them. */
class EventTimeIT {

  private static final Path EXAMPLES = Path.of("..", "topology", "examples");
  private static final Path PAGE = Path.of("docs", "event-time.md");

  @TempDir private Path folder;

  @Test
  void givesTheNumbersThatThePageTells() throws IOException {
    // When
    run();

    // Then
    List<String> days =
        TableQuery.rows(
            folder.resolve("tables/by_event_time"),
            "SELECT strftime(window_start, '%Y-%m-%d') AS day, count(*), sum(orders), max(orders)"
                + " FROM t GROUP BY day ORDER BY day");
    assertThat(days).hasSize(3);
    assertThat(tableRows()).containsAll(days);

    // and all of them are in the one hour, or two, in which they were read
    List<String> processed =
        TableQuery.rows(
            folder.resolve("tables/by_processing_time"),
            "SELECT CAST(sum(orders) AS BIGINT), count(*) <= 2 FROM t");
    assertThat(processed).containsExactly("2084, true");
    assertThat(Files.readString(PAGE)).contains("all 2084 orders");
  }

  private void run() {
    PipelinePlan plan =
        PipelinePlan.load(
            EXAMPLES.resolve("event_time.yaml"),
            Map.of("DATA", folder.toString(), "ORDERS", EXAMPLES.resolve("orders").toString()),
            new DeltaSchemas());
    RunSettings settings =
        new RunSettings(
            folder, new KafkaAccess.Embedded(0), Optional.of(new Trigger.AvailableNow()));
    new PipelineRun(plan, settings, new Silence()).execute();
  }

  /** Rows of the page's tables, as queries here give them. */
  private static List<String> tableRows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("2025-"))
        .map(line -> line.replaceAll("\\s*\\|\\s*", ", ").strip())
        .toList();
  }
}
