package io.tidemark.delta.merge;

import io.tidemark.delta.source.parquet.PartitionColumns;
import io.tidemark.delta.source.parquet.StoredRows;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that hold keys: by partition values and statistics those that may, then by the
 * keys themselves, read from the file's key columns unless they are remembered. Owned by one
 * thread.
 */
final class KeyIndex {

  /** At eight bytes each. */
  private static final long MAX_REMEMBERED_KEYS = 2_000_000;

  private final DeltaTable table;
  private final List<String> keyColumns;
  private final KeyHashes hashes = new KeyHashes(MAX_REMEMBERED_KEYS);
  private final Map<String, FileBounds> bounds = new HashMap<>();
  private long filesRead;

  KeyIndex(DeltaTable table, List<String> keyColumns) {
    this.table = table;
    this.keyColumns = keyColumns;
  }

  /** How many files' keys had to be read so far. */
  long filesRead() {
    return filesRead;
  }

  /** Those of the files that hold one of the keys, in their order. */
  List<DataFile> holding(Set<Row> keys, Collection<DataFile> files, KeyColumns columns)
      throws IOException {
    List<DataFile> holding = new ArrayList<>();
    for (DataFile file : files) {
      if (holdsAny(keys, file, columns)) {
        holding.add(file);
      }
    }
    return holding;
  }

  /** Files that are gone are not asked for again. */
  void forget(DataFile file) {
    hashes.forget(file.path());
    bounds.remove(file.path());
  }

  private boolean holdsAny(Set<Row> keys, DataFile file, KeyColumns columns) throws IOException {
    Map<String, @Nullable Object> partition =
        PartitionColumns.of(file, new StructType(columns.fields()));
    FileBounds known = bounds.computeIfAbsent(file.path(), p -> FileBounds.of(file.statistics()));
    List<Row> candidates =
        keys.stream().filter(key -> mayHold(key, columns, partition, known)).toList();
    if (candidates.isEmpty() || partition.size() == columns.fields().size()) {
      return !candidates.isEmpty(); // without key columns in the file, all its rows have the key
    }
    Optional<long[]> remembered = hashes.of(file.path());
    long[] sorted = remembered.isPresent() ? remembered.get() : read(file, columns);
    return candidates.stream().anyMatch(k -> KeyHashes.contains(sorted, KeyHashes.hash(k)));
  }

  private static boolean mayHold(
      Row key, KeyColumns columns, Map<String, @Nullable Object> partition, FileBounds bounds) {
    for (int i = 0; i < key.size(); i++) {
      StructField field = columns.fields().get(i);
      if (partition.containsKey(field.name())) {
        if (!Objects.equals(KeyColumns.normal(partition.get(field.name())), key.value(i))) {
          return false;
        }
      } else if (!bounds.mayHold(field.name(), field.type(), key.value(i))) {
        return false;
      }
    }
    return true;
  }

  private long[] read(DataFile file, KeyColumns columns) throws IOException {
    StructType schema = new StructType(columns.fields());
    KeyColumns keysOnly =
        KeyColumns.of(schema, keyColumns, List.copyOf(file.partitionValues().keySet()));
    filesRead++;
    LongStream.Builder found = LongStream.builder();
    try (StoredRows rows = StoredRows.open(table, file, schema)) {
      for (Row row = rows.read(); row != null; row = rows.read()) {
        found.add(KeyHashes.hash(keysOnly.key(row)));
      }
    }
    return hashes.learn(file.path(), found.build());
  }
}
