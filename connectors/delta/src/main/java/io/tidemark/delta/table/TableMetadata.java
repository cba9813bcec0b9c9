package io.tidemark.delta.table;

import static java.util.Objects.requireNonNull;

import io.tidemark.row.StructType;
import java.util.List;

/**
 * What a commit says that the table is from then on: a {@code metaData} action of the log.
 *
 * @param tableId stays the same for the table's life
 * @param schemaJson as in the log (Delta PROTOCOL "Schema Serialization Format")
 */
public record TableMetadata(String tableId, String schemaJson, List<String> partitionColumns) {

  public TableMetadata {
    requireNonNull(tableId, "tableId");
    requireNonNull(schemaJson, "schemaJson");
    partitionColumns = List.copyOf(partitionColumns);
  }

  /**
   * All columns, partition columns included.
   *
   * @param table the table's path, for messages
   * @throws io.tidemark.row.problem.UserException if some have a type that we don't have
   */
  public StructType schema(String table) {
    return DeltaSchema.fromDelta(
        table,
        (io.delta.standalone.types.StructType)
            io.delta.standalone.types.DataType.fromJson(schemaJson));
  }
}
