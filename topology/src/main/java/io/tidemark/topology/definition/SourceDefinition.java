package io.tidemark.topology.definition;

import io.tidemark.row.StructType;
import java.util.Optional;

/**
 * Where records come from.
 *
 * @param topic the Kafka topic that holds them
 * @param key the field whose value keys the records, if any
 * @param files empty: anyone produces to the topic
 * @param deadLetter path of the dead-letter table, if the file names one
 */
public record SourceDefinition(
    String name,
    StructType schema,
    String topic,
    int partitions,
    Optional<String> key,
    Optional<FilesDefinition> files,
    BadRecords badRecords,
    Optional<String> deadLetter) {

  /** What {@code partitions} is when a file does not say. */
  public static final int DEFAULT_PARTITIONS = 4;
}
