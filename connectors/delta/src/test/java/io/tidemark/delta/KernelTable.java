package io.tidemark.delta;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterator;
import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Reads a table as another engine would: Delta Kernel, without a line of ours. */
public final class KernelTable {

  private final Engine engine = DefaultEngine.create(new Configuration());
  private final String path;

  public KernelTable(Path path) {
    this.path = path.toString();
  }

  public long version() {
    return snapshot().getVersion(engine);
  }

  /** The newest version's rows, in the columns of {@code schema}. */
  public List<Row> rows(StructType schema) throws IOException {
    return rowsByFile(schema).values().stream().flatMap(List::stream).toList();
  }

  /** The same, by the name of the data file without its folders. */
  public Map<String, List<Row>> rowsByFile(StructType schema) throws IOException {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    Scan scan = snapshot().getScanBuilder(engine).build();
    io.delta.kernel.data.Row state = scan.getScanState(engine);
    try (CloseableIterator<FilteredColumnarBatch> files = scan.getScanFiles(engine)) {
      while (files.hasNext()) {
        try (CloseableIterator<io.delta.kernel.data.Row> file = files.next().getRows()) {
          while (file.hasNext()) {
            io.delta.kernel.data.Row next = file.next();
            String name = InternalScanFileUtils.getAddFileStatus(next).getPath();
            List<Row> ofFile = new ArrayList<>();
            read(state, next, schema, ofFile);
            rows.put(name.substring(name.lastIndexOf('/') + 1), ofFile);
          }
        }
      }
    }
    return rows;
  }

  private Snapshot snapshot() {
    return Table.forPath(engine, path).getLatestSnapshot(engine);
  }

  private void read(
      io.delta.kernel.data.Row state,
      io.delta.kernel.data.Row file,
      StructType schema,
      List<Row> rows)
      throws IOException {
    CloseableIterator<ColumnarBatch> data =
        engine
            .getParquetHandler()
            .readParquetFiles(
                Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                ScanStateRow.getPhysicalDataReadSchema(engine, state),
                Optional.empty());
    try (CloseableIterator<FilteredColumnarBatch> batches =
        Scan.transformPhysicalData(engine, state, file, data)) {
      while (batches.hasNext()) {
        ColumnarBatch batch = batches.next().getData();
        for (int r = 0; r < batch.getSize(); r++) {
          @Nullable Object[] values = new @Nullable Object[schema.size()];
          for (int c = 0; c < values.length; c++) {
            int column = batch.getSchema().indexOf(schema.field(c).name());
            values[c] = value(schema.field(c).type(), batch.getColumnVector(column), r);
          }
          rows.add(Row.wrap(values));
        }
      }
    }
  }

  private static @Nullable Object value(DataType type, ColumnVector vector, int row) {
    if (vector.isNullAt(row)) {
      return null;
    } else if (type instanceof DecimalType) {
      return vector.getDecimal(row);
    } else if (type instanceof ArrayType array) {
      return list(array, vector.getArray(row));
    } else if (type instanceof MapType map) {
      return map(map, vector.getMap(row));
    } else if (type instanceof StructType struct) {
      @Nullable Object[] values = new @Nullable Object[struct.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(struct.field(i).type(), vector.getChild(i), row);
      }
      return Row.wrap(values);
    }
    return switch ((PrimitiveType) type) {
      case STRING -> vector.getString(row);
      case BOOLEAN -> vector.getBoolean(row);
      case INT, DATE -> vector.getInt(row);
      case BIGINT, TIMESTAMP -> vector.getLong(row);
      case DOUBLE -> vector.getDouble(row);
      case BINARY -> vector.getBinary(row);
    };
  }

  private static List<@Nullable Object> list(ArrayType type, ArrayValue array) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (int i = 0; i < array.getSize(); i++) {
      elements.add(value(type.element(), array.getElements(), i));
    }
    return elements;
  }

  private static Map<Object, @Nullable Object> map(MapType type, MapValue map) {
    Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
    for (int i = 0; i < map.getSize(); i++) {
      Object key = value(type.key(), map.getKeys(), i);
      entries.put(key == null ? "null key" : key, value(type.value(), map.getValues(), i));
    }
    return entries;
  }
}
