package io.tidemark.delta.table;

import static java.util.Objects.requireNonNull;

import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructType;
import java.util.List;
import java.util.Map;

/**
 * What a table is before it has rows.
 *
 * @param partitionColumns of the schema, in folder order; not all of it
 * @param properties Delta's table properties, such as {@code delta.checkpointInterval}
 */
public record TableDefinition(
    StructType schema, List<String> partitionColumns, Map<String, String> properties) {

  public TableDefinition {
    requireNonNull(schema, "schema");
    partitionColumns = List.copyOf(partitionColumns);
    properties = Map.copyOf(properties);
  }

  public TableDefinition(StructType schema, List<String> partitionColumns) {
    this(schema, partitionColumns, Map.of());
  }

  /** Whether a column of this type can partition a table. */
  public static boolean canPartition(DataType type) {
    return type instanceof DecimalType
        || (type instanceof PrimitiveType && type != PrimitiveType.BINARY);
  }
}
