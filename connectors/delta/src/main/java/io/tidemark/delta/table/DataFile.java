package io.tidemark.delta.table;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file of a table's version: an {@code add} action of the log.
 *
 * @param path where the file is: an absolute path on the local disk, else a URI; never encoded
 * @param partitionValues by partition column, as Delta PROTOCOL "Partition Value Serialization"
 *     writes them; null is null
 * @param modifiedMillis when it was written
 * @param statistics the file's statistics as JSON (Delta PROTOCOL "Per-file Statistics"), or null
 *     when its writer left none
 */
public record DataFile(
    String path,
    Map<String, @Nullable String> partitionValues,
    long sizeBytes,
    long modifiedMillis,
    @Nullable String statistics) {

  public DataFile {
    requireNonNull(path, "path");
    partitionValues = Collections.unmodifiableMap(new LinkedHashMap<>(partitionValues));
  }

  /** The number of rows, if the statistics have it. */
  public OptionalLong rows() {
    return statistics == null ? OptionalLong.empty() : FileStatistics.rows(statistics);
  }
}
