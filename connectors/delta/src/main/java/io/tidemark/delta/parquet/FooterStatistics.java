package io.tidemark.delta.parquet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.row.DataType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A file's statistics for Delta's log (Delta PROTOCOL "Per-file Statistics"), out of the footer
 * that Parquet made anyway: {@code numRecords}, and of the first columns {@code minValues}, {@code
 * maxValues} and {@code nullCount}. Arrays and maps have none.
 */
final class FooterStatistics {

  private static final JsonFactory JSON = new JsonFactory();

  private final ParquetMetadata footer;
  private final NotANumbers notANumbers;
  private final int indexedColumns;

  /**
   * @param indexedColumns how many leaf columns, in the schema's order; -1 is all
   */
  FooterStatistics(ParquetMetadata footer, NotANumbers notANumbers, int indexedColumns) {
    this.footer = footer;
    this.notANumbers = notANumbers;
    this.indexedColumns = indexedColumns;
  }

  String json(StructType schema) {
    Map<List<String>, Statistics<?>> columns = columns();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("numRecords", rows());
      object(json, "minValues", schema, (type, path) -> bound(columns, type, path, Bound.MIN));
      object(json, "maxValues", schema, (type, path) -> bound(columns, type, path, Bound.MAX));
      object(json, "nullCount", schema, (type, path) -> nulls(columns, path));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private enum Bound {
    MIN,
    MAX
  }

  /** What is told of a leaf column, as JSON text; null is nothing. */
  private interface Leaf {
    @Nullable String of(DataType type, List<String> path);
  }

  private long rows() {
    return footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum();
  }

  /** Of all row groups together. */
  private Map<List<String>, Statistics<?>> columns() {
    Map<List<String>, Statistics<?>> columns = new HashMap<>();
    for (BlockMetaData group : footer.getBlocks()) {
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        columns.merge(
            List.of(chunk.getPath().toArray()),
            chunk.getStatistics().copy(),
            (all, more) -> {
              all.mergeStatistics(more);
              return all;
            });
      }
    }
    return columns;
  }

  private void object(JsonGenerator json, String name, StructType schema, Leaf leaf)
      throws IOException {
    json.writeObjectFieldStart(name);
    fields(json, schema, new ArrayList<>(), leaf, 0);
    json.writeEndObject();
  }

  /** Returns how many leaf columns there are up to the end of this struct. */
  private int fields(
      JsonGenerator json, StructType type, List<String> path, Leaf leaf, int columnsBefore)
      throws IOException {
    int columns = columnsBefore;
    for (StructField field : type.fields()) {
      if (indexedColumns >= 0 && columns >= indexedColumns) {
        return columns;
      }
      path.add(field.name());
      if (field.type() instanceof StructType struct) {
        json.writeObjectFieldStart(field.name());
        columns = fields(json, struct, path, leaf, columns);
        json.writeEndObject();
      } else {
        String value = leaf.of(field.type(), path);
        if (value != null) {
          json.writeFieldName(field.name());
          json.writeRawValue(value);
        }
        columns++;
      }
      path.remove(path.size() - 1);
    }
    return columns;
  }

  private @Nullable String bound(
      Map<List<String>, Statistics<?>> columns, DataType type, List<String> path, Bound bound) {
    Statistics<?> statistics = columns.get(path);
    if (statistics == null || !statistics.hasNonNullValue()) {
      return null;
    }
    return bound == Bound.MIN
        ? StatisticsValue.minimum(type, statistics.genericGetMin())
        : notANumbers.contains(path)
            ? null
            : StatisticsValue.maximum(type, statistics.genericGetMax());
  }

  private static @Nullable String nulls(
      Map<List<String>, Statistics<?>> columns, List<String> path) {
    Statistics<?> statistics = columns.get(path);
    return statistics == null ? null : Long.toString(statistics.getNumNulls());
  }
}
