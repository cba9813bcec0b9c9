package io.tidemark.delta.source.parquet;

import io.tidemark.row.StructType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a file are to be like.
 *
 * @param schema all columns of the rows; those that the file doesn't have are null
 * @param constants by name, columns that are not read from the file: the table's log has them
 */
public record RowLayout(StructType schema, Map<String, @Nullable Object> constants) {

  public RowLayout {
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
  }

  /** A row before its columns are read. */
  @Nullable Object[] template() {
    return schema.fields().stream().map(field -> constants.get(field.name())).toArray();
  }

  boolean isConstant(int position) {
    return constants.containsKey(schema.field(position).name());
  }
}
