package io.tidemark.testing;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Reads a table as another engine would: Delta Kernel, without a line of ours. */
public final class KernelReader {

  private final Engine engine = DefaultEngine.create(new Configuration());
  private final Snapshot snapshot;

  /** Of the newest version. */
  public KernelReader(Path table) {
    this.snapshot = Table.forPath(engine, table.toString()).getLatestSnapshot(engine);
  }

  /**
   * A data file as the log has it, and its rows with all columns of the table.
   *
   * @param statistics as JSON
   */
  public record KernelFile(
      Path path,
      Map<String, @Nullable String> partitionValues,
      String statistics,
      List<List<@Nullable Object>> rows) {}

  public long version() {
    return snapshot.getVersion(engine);
  }

  public List<String> partitionColumns() {
    return snapshot.getPartitionColumnNames(engine);
  }

  /** {@code name TYPE, …} in Spark's words. */
  public String ddl() {
    return snapshot.getSchema(engine).fields().stream()
        .map(field -> field.getName() + " " + ddl(field.getDataType()))
        .collect(Collectors.joining(", "));
  }

  public List<List<@Nullable Object>> rows() throws IOException {
    return files().stream().flatMap(file -> file.rows().stream()).toList();
  }

  public List<KernelFile> files() throws IOException {
    Scan scan = snapshot.getScanBuilder(engine).build();
    Row state = scan.getScanState(engine);
    List<KernelFile> read = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> batches =
        ((ScanImpl) scan).getScanFiles(engine, true)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> files = batches.next().getRows()) {
          while (files.hasNext()) {
            read.add(file(state, files.next()));
          }
        }
      }
    }
    return read;
  }

  private KernelFile file(Row state, Row file) throws IOException {
    Row add = file.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL);
    return new KernelFile(
        Path.of(
            InternalScanFileUtils.getAddFileStatus(file).getPath().replaceFirst("^file:/+", "/")),
        InternalScanFileUtils.getPartitionValues(file),
        add.getString(InternalScanFileUtils.ADD_FILE_STATS_ORDINAL),
        rows(state, file));
  }

  private List<List<@Nullable Object>> rows(Row state, Row file) throws IOException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    CloseableIterator<ColumnarBatch> data =
        engine
            .getParquetHandler()
            .readParquetFiles(
                Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                ScanStateRow.getPhysicalDataReadSchema(engine, state),
                Optional.empty());
    StructType schema = snapshot.getSchema(engine);
    try (CloseableIterator<FilteredColumnarBatch> batches =
        Scan.transformPhysicalData(engine, state, file, data)) {
      while (batches.hasNext()) {
        ColumnarBatch batch = batches.next().getData();
        for (int r = 0; r < batch.getSize(); r++) {
          List<@Nullable Object> row = new ArrayList<>();
          for (String name : schema.fieldNames()) {
            int column = batch.getSchema().indexOf(name);
            row.add(value(schema.get(name).getDataType(), batch.getColumnVector(column), r));
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static String ddl(DataType type) {
    if (type instanceof DecimalType decimal) {
      return "DECIMAL(%d,%d)".formatted(decimal.getPrecision(), decimal.getScale());
    } else if (type instanceof ArrayType array) {
      return "ARRAY<" + ddl(array.getElementType()) + ">";
    } else if (type instanceof MapType map) {
      return "MAP<" + ddl(map.getKeyType()) + ", " + ddl(map.getValueType()) + ">";
    } else if (type instanceof StructType struct) {
      return struct.fields().stream()
          .map(field -> field.getName() + ": " + ddl(field.getDataType()))
          .collect(Collectors.joining(", ", "STRUCT<", ">"));
    }
    return type instanceof IntegerType
        ? "INT"
        : type instanceof LongType ? "BIGINT" : type.toString().toUpperCase(java.util.Locale.ROOT);
  }

  private static @Nullable Object value(DataType type, ColumnVector vector, int row) {
    if (vector.isNullAt(row)) {
      return null;
    } else if (type instanceof ArrayType array) {
      ArrayValue value = vector.getArray(row);
      return list(array.getElementType(), value.getElements(), value.getSize());
    } else if (type instanceof MapType map) {
      MapValue value = vector.getMap(row);
      List<@Nullable Object> keys = list(map.getKeyType(), value.getKeys(), value.getSize());
      List<@Nullable Object> values = list(map.getValueType(), value.getValues(), value.getSize());
      Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        entries.put(String.valueOf(keys.get(i)), values.get(i));
      }
      return entries;
    } else if (type instanceof StructType struct) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      for (int i = 0; i < struct.length(); i++) {
        fields.put(
            struct.at(i).getName(), value(struct.at(i).getDataType(), vector.getChild(i), row));
      }
      return fields;
    }
    return scalar(type, vector, row);
  }

  private static Object scalar(DataType type, ColumnVector vector, int row) {
    if (type instanceof StringType) {
      return vector.getString(row);
    } else if (type instanceof BooleanType) {
      return vector.getBoolean(row);
    } else if (type instanceof IntegerType) {
      return vector.getInt(row);
    } else if (type instanceof LongType) {
      return vector.getLong(row);
    } else if (type instanceof DoubleType) {
      return vector.getDouble(row);
    } else if (type instanceof DecimalType) {
      return vector.getDecimal(row);
    } else if (type instanceof BinaryType) {
      return vector.getBinary(row);
    } else if (type instanceof DateType) {
      return LocalDate.ofEpochDay(vector.getInt(row));
    } else if (type instanceof TimestampType) {
      return Instant.EPOCH.plus(vector.getLong(row), ChronoUnit.MICROS);
    }
    throw new IllegalStateException("a column of type " + type);
  }

  private static List<@Nullable Object> list(DataType type, ColumnVector vector, int size) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(value(type, vector, i));
    }
    return values;
  }
}
