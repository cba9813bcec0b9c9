package io.tidemark.topology.plan;

import io.tidemark.row.StructType;
import io.tidemark.topology.definition.BadRecords;
import io.tidemark.topology.definition.DeltaInput;
import io.tidemark.topology.definition.FilesDefinition;
import java.time.Duration;
import java.util.Optional;

/**
 * A source, ready to run.
 *
 * @param schema all declared columns
 * @param readSchema the columns that a table uses, in the order of {@code schema}: only these are
 *     parsed
 * @param files the JSON files that are published to the topic
 * @param delta the Delta table whose rows are, in row batches; with neither, anyone produces JSON
 */
public record SourcePlan(
    String name,
    String topic,
    int partitions,
    Optional<String> key,
    StructType schema,
    StructType readSchema,
    Optional<FilesDefinition> files,
    Optional<DeltaInput> delta,
    BadRecords badRecords,
    String deadLetterTopic) {

  /** How long its records stay in the topic at least, for others who read it. */
  public static final Duration KEPT_AFTER_READING = Duration.ofDays(7);

  /** Whether Tidemark writes its topic; otherwise others do. */
  public boolean isWrittenHere() {
    return files.isPresent() || delta.isPresent();
  }
}
