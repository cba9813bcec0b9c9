package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testing.TableQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the tables of a campaign must hold, and its folders. */
record CampaignTables(PipelineFolder pipeline, CampaignOrders orders) {

  /** All that was added has gone through, once. */
  void check() {
    checkLines();
    assertThat(TableQuery.rows(pipeline.table("per_hour"), CampaignOrders.WINDOWS_QUERY))
        .as("windows")
        .isEqualTo(orders.windows());
    assertThat(TableQuery.rows(pipeline.table("per_hour_late"), CampaignOrders.LATE_QUERY))
        .as("late rows")
        .isEqualTo(orders.late());
    assertThat(TableQuery.rows(pipeline.table("orders_dead_letter"), CampaignOrders.BAD_QUERY))
        .as("dead letters")
        .isEqualTo(orders.bad());
    assertThat(filesIn(pipeline.in())).as("left in the source").isEmpty();
    assertThat(filesIn(pipeline.folder("archive"))).as("archived").isEqualTo(orders.files());
  }

  void checkLines() {
    assertThat(TableQuery.rows(pipeline.table("lines"), CampaignOrders.LINES_QUERY))
        .as("lines")
        .isEqualTo(orders.lines());
  }

  boolean hasAllLines() {
    return TableQuery.count(pipeline.table("lines")) >= orders.lines().size();
  }

  private static List<String> filesIn(Path folder) {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
