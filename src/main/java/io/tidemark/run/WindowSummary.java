package io.tidemark.run;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the windows of a table have got.
 *
 * @param watermark the least of its partitions; empty before the first event time
 * @param holder what that waits for; empty: all that there is has been read
 * @param open windows that have rows and have not closed; a window counts in each partition that
 *     has rows of it
 */
public record WindowSummary(Optional<Instant> watermark, Optional<Holder> holder, long open) {

  /**
   * The least advanced part of a source that was not read to its end.
   *
   * @param partition of the source's topic
   */
  public record Holder(String source, int partition) {

    @Override
    public String toString() {
      return source + ", partition " + partition;
    }
  }
}
