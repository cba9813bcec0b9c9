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
import java.util.HashSet;
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
  private final Map<String, Known> known = new HashMap<>();

  /**
   * What the log says of a file.
   *
   * @param partition its values of the key columns that it is partitioned by
   */
  record Known(Map<String, @Nullable Object> partition, FileBounds bounds) {}

  /**
   * @param files that hold one of the keys asked for
   * @param keys those in them; seldom one that isn't, for they are told by their hashes
   */
  record Found(List<DataFile> files, Set<Row> keys) {}

  KeyIndex(DeltaTable table, List<String> keyColumns) {
    this.table = table;
    this.keyColumns = keyColumns;
  }

  /** Those of the files that hold one of the keys, in their order. */
  Found holding(Set<Row> keys, Collection<DataFile> files, KeyColumns columns) throws IOException {
    List<DataFile> holding = new ArrayList<>();
    Set<Row> found = new HashSet<>();
    for (DataFile file : files) {
      List<Row> held = held(keys, file, columns);
      if (!held.isEmpty()) {
        holding.add(file);
        found.addAll(held);
      }
    }
    return new Found(holding, found);
  }

  /** Where the files' keys lie, in the order of the files. */
  List<KeyRange> ranges(Collection<DataFile> files, KeyColumns columns, KeyColumns partitions) {
    StructType partitionSchema = new StructType(partitions.fields());
    List<KeyRange> ranges = new ArrayList<>();
    for (DataFile file : files) {
      Map<String, @Nullable Object> values = PartitionColumns.of(file, partitionSchema);
      Row partition =
          Row.wrap(
              partitionSchema.names().stream()
                  .map(name -> KeyColumns.normal(values.get(name)))
                  .toArray());
      ranges.add(KeyRange.of(file, partition, columns.fields(), known(file, columns)));
    }
    return ranges;
  }

  /** Of how many files something is remembered. */
  int filesKnown() {
    return known.size();
  }

  /** Forgets all other files: one's own commits have removed them, or others' have. */
  void retain(Set<String> paths) {
    known.keySet().retainAll(paths);
    hashes.retain(paths);
  }

  private Known known(DataFile file, KeyColumns columns) {
    return known.computeIfAbsent(
        file.path(),
        path ->
            new Known(
                PartitionColumns.of(file, new StructType(columns.fields())),
                FileBounds.of(file.statistics())));
  }

  private List<Row> held(Set<Row> keys, DataFile file, KeyColumns columns) throws IOException {
    Known of = known(file, columns);
    List<Row> candidates = keys.stream().filter(key -> mayHold(key, columns, of)).toList();
    if (candidates.isEmpty() || of.partition().size() == columns.fields().size()) {
      return candidates; // without key columns in the file, all its rows have the key
    }
    Optional<long[]> remembered = hashes.of(file.path());
    long[] sorted = remembered.isPresent() ? remembered.get() : read(file, columns);
    return candidates.stream()
        .filter(key -> KeyHashes.contains(sorted, KeyHashes.hash(key)))
        .toList();
  }

  private static boolean mayHold(Row key, KeyColumns columns, Known of) {
    for (int i = 0; i < key.size(); i++) {
      StructField field = columns.fields().get(i);
      if (of.partition().containsKey(field.name())) {
        if (!Objects.equals(KeyColumns.normal(of.partition().get(field.name())), key.value(i))) {
          return false;
        }
      } else if (!of.bounds().mayHold(field.name(), field.type(), key.value(i))) {
        return false;
      }
    }
    return true;
  }

  private long[] read(DataFile file, KeyColumns columns) throws IOException {
    StructType schema = new StructType(columns.fields());
    KeyColumns keysOnly =
        KeyColumns.of(schema, keyColumns, List.copyOf(file.partitionValues().keySet()));
    LongStream.Builder found = LongStream.builder();
    try (StoredRows rows = StoredRows.open(table, file, schema)) {
      for (Row row = rows.read(); row != null; row = rows.read()) {
        found.add(KeyHashes.hash(keysOnly.key(row)));
      }
    }
    return hashes.learn(file.path(), found.build());
  }
}
