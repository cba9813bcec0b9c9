package io.tidemark.row.batch;

import io.tidemark.row.StructType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a {@link BatchWriter} is told before its first batch.
 *
 * @param pipeline name of the pipeline
 * @param table name of the table whose rows come; with the pipeline's, ids belong to it
 * @param schema of the rows
 * @param config the target's {@code config:}, in the file's order
 */
public record BatchContext(
    String pipeline, String table, StructType schema, Map<String, String> config) {

  public BatchContext {
    config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
  }
}
