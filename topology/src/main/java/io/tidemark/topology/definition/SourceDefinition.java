package io.tidemark.topology.definition;

import io.tidemark.row.StructType;
import java.util.Optional;

/**
 * Where records come from.
 *
 * @param schema no columns: those of the Delta table, found when the pipeline is planned
 * @param topic the Kafka topic that holds them; empty: named when the pipeline is planned
 * @param key the field whose value keys the records, if any
 * @param files the JSON files that are published to the topic
 * @param delta the Delta table that is; with neither, anyone produces to the topic
 * @param deadLetter path of the dead-letter table, if the file names one
 */
public record SourceDefinition(
    String name,
    StructType schema,
    String topic,
    int partitions,
    Optional<String> key,
    Optional<FilesDefinition> files,
    Optional<DeltaInput> delta,
    BadRecords badRecords,
    Optional<String> deadLetter) {

  /** What {@code partitions} is when a file does not say. */
  public static final int DEFAULT_PARTITIONS = 4;

  /** The same for a Delta table: its rows have no key, and one partition keeps their order. */
  static final int DEFAULT_TABLE_PARTITIONS = 1;

  /** The same source with what its file left out. */
  public SourceDefinition with(StructType foundSchema, String foundTopic) {
    return new SourceDefinition(
        name, foundSchema, foundTopic, partitions, key, files, delta, badRecords, deadLetter);
  }
}
