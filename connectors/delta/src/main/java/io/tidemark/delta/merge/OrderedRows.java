package io.tidemark.delta.merge;

import io.tidemark.delta.source.parquet.StoredRows;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * All rows of several files, in key order if each file has its own so, as merges write them. Files
 * are opened when their turn may have come, and only so many at once: of files in no order, or of
 * very many that lie across each other, rows come in less of an order, none twice and none not. For
 * one thread.
 */
final class OrderedRows implements Closeable {

  private static final int MAX_OPEN_FILES = 64;

  /** Of data files as they are on the disk. */
  private static final long MAX_OPEN_BYTES = 32L << 20;

  private final DeltaTable table;
  private final StructType columns;
  private final KeyColumns keys;
  private final KeyOrder order = new KeyOrder();
  private final Deque<KeyRange> unopened;
  private final PriorityQueue<OpenFile> open =
      new PriorityQueue<>(Comparator.comparing(OpenFile::key, order));
  private long openBytes;

  OrderedRows(DeltaTable table, List<KeyRange> files, StructType columns, KeyColumns keys) {
    this.table = table;
    this.columns = columns;
    this.keys = keys;
    this.unopened =
        new ArrayDeque<>(
            files.stream().sorted(Comparator.comparing(KeyRange::least, order)).toList());
  }

  record KeyedRow(Row key, Row row) {}

  /** Null behind the last. */
  @Nullable KeyedRow read() throws IOException {
    while (isNextFilesTurn()) {
      open(unopened.remove());
    }
    OpenFile first = open.poll();
    if (first == null) {
      return null;
    }
    KeyedRow row = first.head;
    goOn(first);
    return row;
  }

  private boolean isNextFilesTurn() {
    if (unopened.isEmpty() || open.isEmpty()) {
      return !unopened.isEmpty();
    }
    return open.size() < MAX_OPEN_FILES
        && openBytes + unopened.element().file().sizeBytes() <= MAX_OPEN_BYTES
        && order.compare(unopened.element().least(), open.element().key()) <= 0;
  }

  private void open(KeyRange range) throws IOException {
    StoredRows rows = StoredRows.open(table, range.file(), columns);
    openBytes += range.file().sizeBytes();
    goOn(new OpenFile(rows, range.file().sizeBytes()));
  }

  private void goOn(OpenFile file) throws IOException {
    Row row = file.rows.read();
    if (row == null) {
      file.rows.close();
      openBytes -= file.sizeBytes;
    } else {
      file.head = new KeyedRow(keys.key(row), row);
      open.add(file);
    }
  }

  @Override
  public void close() throws IOException {
    for (OpenFile file : open) {
      file.rows.close();
    }
  }

  private static final class OpenFile {

    private final StoredRows rows;
    private final long sizeBytes;
    private KeyedRow head = new KeyedRow(Row.of(), Row.of());

    OpenFile(StoredRows rows, long sizeBytes) {
      this.rows = rows;
      this.sizeBytes = sizeBytes;
    }

    Row key() {
      return head.key();
    }
  }
}
