package io.tidemark.run;

import java.time.Duration;
import java.util.List;

/** What a run has done; all counts are of this run. */
public record RunSummary(
    String pipeline, List<SourceSummary> sources, List<TableSummary> tables, Duration duration) {

  public RunSummary {
    sources = List.copyOf(sources);
    tables = List.copyOf(tables);
  }
}
