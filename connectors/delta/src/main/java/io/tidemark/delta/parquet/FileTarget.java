package io.tidemark.delta.parquet;

import static java.util.Objects.requireNonNull;

import io.tidemark.delta.storage.DataFolder;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.util.List;

/**
 * What a table's data files are to be like.
 *
 * @param schema all columns of the table
 * @param partitionColumns their values go into folder names and the log, not into the files
 */
public record FileTarget(
    DataFolder folder, StructType schema, List<String> partitionColumns, FileLimits limits) {

  public FileTarget {
    requireNonNull(folder, "folder");
    requireNonNull(schema, "schema");
    requireNonNull(limits, "limits");
    partitionColumns = List.copyOf(partitionColumns);
  }

  StructType dataSchema() {
    return new StructType(
        schema.fields().stream().filter(f -> !partitionColumns.contains(f.name())).toList());
  }

  List<StructField> partitionFields() {
    return partitionColumns.stream()
        .map(name -> schema.field(schema.find(name).orElseThrow()))
        .toList();
  }

  int[] positions(List<StructField> fields) {
    return fields.stream().mapToInt(f -> schema.find(f.name()).orElseThrow()).toArray();
  }
}
