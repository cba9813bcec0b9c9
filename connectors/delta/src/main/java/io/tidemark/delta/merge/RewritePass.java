package io.tidemark.delta.merge;

import io.tidemark.delta.merge.ChangedRows.Change;
import io.tidemark.delta.parquet.RowFiles;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way through the old rows with the changes, partition by partition and in key order, into
 * files of about as many rows each: so statistics tell files apart, and the next change finds few.
 * For one thread.
 */
final class RewritePass {

  private final DeltaTable table;
  private final Layout layout;
  private final Map<Row, Change> changes;
  private final RowFiles out;
  private final RowFit fit;
  private final Set<Row> met = new HashSet<>();
  private final Map<Row, List<KeyedRow>> fresh = new LinkedHashMap<>();
  private final Map<Row, Row> waiting = new LinkedHashMap<>();

  /**
   * @param partitions the partition columns, as a key
   * @param fileRows how many rows a file is to have
   */
  record Layout(StructType columns, KeyColumns keys, KeyColumns partitions, long fileRows) {}

  private record KeyedRow(Row key, Row row) {}

  /**
   * @param rows the columns of the changed rows
   */
  RewritePass(
      DeltaTable table, Layout layout, StructType rows, Map<Row, Change> changes, RowFiles out) {
    this.table = table;
    this.layout = layout;
    this.changes = changes;
    this.out = out;
    this.fit = new RowFit(rows, layout.columns());
  }

  /** Changed keys that are probably new: they go where their order wants them. */
  void expectNew(Collection<Row> keys) {
    keys.stream()
        .filter(key -> changes.get(key).isUpsert())
        .sorted(new KeyOrder())
        .forEach(
            key -> {
              Row row = fit.over(null, changes.get(key).row());
              fresh(row).add(new KeyedRow(key, row));
            });
  }

  private List<KeyedRow> fresh(Row row) {
    return fresh.computeIfAbsent(layout.partitions().key(row), p -> new ArrayList<>());
  }

  /** Files that lie next to each other, and the new keys between theirs. */
  void rewrite(RewritePlan.Run run) throws IOException {
    List<KeyedRow> inserted =
        fresh.getOrDefault(run.partition(), List.of()).stream()
            .filter(f -> !met.contains(f.key()) && run.covers(f.key()))
            .toList();
    merge(run.partition(), run.files(), inserted);
  }

  /** What no file before had a place for, with the small files of its partition. */
  void writeRest(Map<Row, List<KeyRange>> small) throws IOException {
    fresh.clear();
    expectNew(changes.keySet().stream().filter(key -> !met.contains(key)).toList());
    waiting.forEach((key, row) -> fresh(row).add(new KeyedRow(key, row)));
    Set<Row> partitions = new HashSet<>(small.keySet());
    partitions.addAll(fresh.keySet());
    KeyOrder order = new KeyOrder();
    for (Row partition : partitions.stream().sorted(order).toList()) {
      List<KeyedRow> rest =
          fresh.getOrDefault(partition, List.of()).stream()
              .sorted((a, b) -> order.compare(a.key(), b.key()))
              .toList();
      merge(partition, small.getOrDefault(partition, List.of()), rest);
    }
  }

  private void merge(Row partition, List<KeyRange> files, List<KeyedRow> inserted)
      throws IOException {
    EvenFiles even = new EvenFiles(files, inserted.size());
    Deque<KeyedRow> next = new ArrayDeque<>(inserted);
    KeyOrder order = new KeyOrder();
    try (OrderedRows old = new OrderedRows(table, files, layout.columns(), layout.keys())) {
      for (var row = old.read(); row != null; row = old.read()) {
        while (!next.isEmpty() && order.compare(next.element().key(), row.key()) < 0) {
          insert(next.remove(), even);
        }
        carryOver(row.key(), row.row(), partition, even);
      }
    }
    while (!next.isEmpty()) {
      insert(next.remove(), even);
    }
    out.completeOpen();
  }

  private void insert(KeyedRow row, EvenFiles even) throws IOException {
    if (waiting.remove(row.key()) != null || met.add(row.key())) {
      even.write(row.row());
    }
  }

  /** A key that others wrote twice has one row from then on. */
  private void carryOver(Row key, Row old, Row partition, EvenFiles even) throws IOException {
    Change change = changes.get(key);
    if (change == null) {
      even.write(old);
    } else if (met.add(key) && change.isUpsert()) {
      Row row = fit.over(old, change.row());
      if (layout.partitions().key(row).equals(partition)) {
        even.write(row);
      } else {
        waiting.put(key, row);
      }
    }
  }

  /** Divides rows among files evenly, so that the last one isn't a small one. */
  private final class EvenFiles {

    private final long expected;
    private final long count;
    private long begun = 1;
    private long rows;
    private long end;

    EvenFiles(List<KeyRange> files, int inserted) {
      this.expected =
          inserted + files.stream().mapToLong(f -> f.rows().orElse(layout.fileRows())).sum();
      this.count = Math.max(1, Math.round((double) expected / layout.fileRows()));
      this.end = count == 1 ? Math.max(expected, layout.fileRows()) : expected / count;
    }

    void write(Row row) throws IOException {
      if (rows == end) {
        out.completeOpen();
        begun++;
        end = begun <= count ? expected * begun / count : end + layout.fileRows();
      }
      out.write(row);
      rows++;
    }
  }

  /** Gives changed rows the table's columns; one that they don't have stays as it was. */
  private static final class RowFit {

    private final int[] positions;

    RowFit(StructType rows, StructType columns) {
      this.positions =
          columns.fields().stream().mapToInt(f -> rows.find(f.name()).orElse(-1)).toArray();
    }

    Row over(@Nullable Row old, Row changed) {
      @Nullable Object[] values = new @Nullable Object[positions.length];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            positions[i] >= 0 ? changed.value(positions[i]) : old == null ? null : old.value(i);
      }
      return Row.wrap(values);
    }
  }
}
