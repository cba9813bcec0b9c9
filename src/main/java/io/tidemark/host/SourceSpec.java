package io.tidemark.host;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceTask;

/**
 * A source to host.
 *
 * @param name of the connector: its offsets are stored under it, and it is the transactional id, of
 *     which there is one owner
 * @param offsetsTopic compacted, where its offsets are stored in Kafka Connect's own format
 * @param end when it is through
 */
public record SourceSpec(
    String name,
    Supplier<? extends SourceTask> task,
    Map<String, String> config,
    String offsetsTopic,
    End end) {

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
