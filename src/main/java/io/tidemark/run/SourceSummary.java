package io.tidemark.run;

import java.util.Optional;

/**
 * What a run has done with a source.
 *
 * @param files there when it reads files
 * @param records that the topology has read
 * @param bad of these, and of what the source itself set aside
 */
public record SourceSummary(String name, Optional<Files> files, long records, long bad) {

  /**
   * @param processed read and committed
   * @param duplicates the same bytes once more, not read again
   * @param waiting found and not read yet
   * @param records published to the source's topic
   */
  public record Files(long processed, long duplicates, long waiting, long records, long bytes) {}
}
