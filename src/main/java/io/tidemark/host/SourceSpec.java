package io.tidemark.host;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/**
 * A source to host.
 *
 * @param name of the connector: its offsets are stored under it, and it is the transactional id, of
 *     which there is one owner
 * @param offsetsTopic compacted, where its offsets are stored in Kafka Connect's own format
 * @param end when it is through
 * @param substitute what is published instead of a record that Kafka refuses
 */
public record SourceSpec(
    String name,
    Supplier<? extends SourceTask> task,
    Map<String, String> config,
    String offsetsTopic,
    End end,
    Substitute substitute) {

  /** Makes another record of one that is too large for its topic. */
  @FunctionalInterface
  public interface Substitute {

    /** Makes none: such a record ends the source. */
    Substitute NONE = (refused, reason) -> Optional.empty();

    /**
     * The other record, of the same source partition and offset; empty when the source is to fail
     * with Kafka's own words.
     *
     * @throws io.tidemark.row.problem.UserException when it is to fail with better ones
     */
    Optional<SourceRecord> of(SourceRecord refused, String reason);
  }

  /** A source that ends when Kafka refuses one of its records. */
  public SourceSpec(
      String name,
      Supplier<? extends SourceTask> task,
      Map<String, String> config,
      String offsetsTopic,
      End end) {
    this(name, task, config, offsetsTopic, end, Substitute.NONE);
  }

  /** When a source is through. */
  public enum End {
    /** When it is told to stop. */
    NEVER,
    /** When a {@code poll()} returns null: all that there was has been published. */
    WHEN_EXHAUSTED
  }

  public SourceSpec {
    config = Map.copyOf(config);
  }
}
