package io.tidemark.run;

import java.time.Duration;
import java.util.List;

/**
 * What a run has done; all counts are of this run.
 *
 * @param restores of the tables whose state was, or is being, read again from Kafka
 */
public record RunSummary(
    String pipeline,
    List<SourceSummary> sources,
    List<TableSummary> tables,
    List<RestoreSummary> restores,
    Duration duration) {

  public RunSummary {
    sources = List.copyOf(sources);
    tables = List.copyOf(tables);
    restores = List.copyOf(restores);
  }
}
