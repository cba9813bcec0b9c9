package io.tidemark.delta.parquet;

import io.tidemark.row.DataType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which columns are worth a dictionary, judged by a file's first rows. A dictionary costs a hash
 * and a look-up a value, most of the time a file takes, and makes it no smaller where values seldom
 * repeat: Zstandard does as well there.
 */
final class LowCardinality {

  /** At least so many rows a distinct value. */
  private static final int REPETITIONS = 16;

  private LowCardinality() {}

  /** The paths of these columns, for Parquet's settings; nested columns get no dictionary. */
  static List<String> columns(StructType schema, List<Row> sample) {
    int limit = sample.size() / REPETITIONS;
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      if (isSmall(schema.field(i).type()) && distinctUpTo(limit, i, sample) <= limit) {
        columns.add(schema.field(i).name());
      }
    }
    return columns;
  }

  private static boolean isSmall(DataType type) {
    return type == PrimitiveType.STRING
        || type == PrimitiveType.INT
        || type == PrimitiveType.BIGINT
        || type == PrimitiveType.DOUBLE
        || type == PrimitiveType.DATE;
  }

  /** The number of distinct values, or one more than {@code limit}. */
  private static int distinctUpTo(int limit, int column, List<Row> sample) {
    Set<Object> seen = new HashSet<>();
    for (Row row : sample) {
      Object value = row.value(column);
      if (value != null && seen.add(value) && seen.size() > limit) {
        return limit + 1;
      }
    }
    return seen.size();
  }
}
