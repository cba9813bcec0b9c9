package io.tidemark.target;

import io.tidemark.row.Row;
import io.tidemark.row.RowBatchReader;
import io.tidemark.row.RowChange;
import io.tidemark.row.StructType;
import io.tidemark.row.batch.Batch;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A batch as its handler sees it. Decodes a record's rows when they are asked for. */
final class PlannedBatch implements Batch, AutoCloseable {

  private final BatchPlan plan;
  private final TargetSpec spec;
  private final RowBatchReader batches;
  private final Supplier<? extends Iterator<BatchRecord>> records;
  private @Nullable Iterator<BatchRecord> open;

  /**
   * @param records reads the batch's records from the beginning; closed if it can be
   */
  PlannedBatch(
      BatchPlan plan,
      TargetSpec spec,
      RowBatchReader batches,
      Supplier<? extends Iterator<BatchRecord>> records) {
    this.plan = plan;
    this.spec = spec;
    this.batches = batches;
    this.records = records;
  }

  @Override
  public long id() {
    return plan.id();
  }

  @Override
  public String table() {
    return spec.sink().name();
  }

  @Override
  public StructType schema() {
    return spec.sink().schema();
  }

  @Override
  public Iterable<Change> changes() {
    return this::iterate;
  }

  @Override
  public Iterable<Row> rows() {
    return () -> new Upserts(iterate());
  }

  @Override
  public void close() {
    if (open instanceof RecordRange range) {
      range.close();
    }
    open = null;
  }

  private Iterator<Change> iterate() {
    close();
    Iterator<BatchRecord> begun = records.get();
    open = begun;
    return new Changes(begun);
  }

  /** The rows of one record after the other. */
  private final class Changes implements Iterator<Change> {

    private final Iterator<BatchRecord> from;
    private Iterator<Row> rows = Collections.emptyIterator();
    private RowChange kind = RowChange.UPSERT;

    Changes(Iterator<BatchRecord> from) {
      this.from = from;
    }

    @Override
    public boolean hasNext() {
      while (!rows.hasNext()) {
        if (open != from) {
          throw new IllegalStateException(
              "the rows of a batch can't be gone through twice at once, nor after write() returned");
        } else if (!from.hasNext()) {
          return false;
        }
        BatchRecord record = from.next();
        List<Row> decoded = batches.decode(record.value());
        rows = decoded.iterator();
        kind = record.change();
      }
      return true;
    }

    @Override
    public Change next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return new Change(kind, rows.next());
    }
  }

  /** Leaves deletions out. */
  private static final class Upserts implements Iterator<Row> {

    private final Iterator<Change> changes;
    private @Nullable Row next;

    Upserts(Iterator<Change> changes) {
      this.changes = changes;
    }

    @Override
    public boolean hasNext() {
      while (next == null && changes.hasNext()) {
        Change change = changes.next();
        next = change.kind() == RowChange.UPSERT ? change.row() : null;
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      Row row = next;
      next = null;
      return row;
    }
  }
}
