package io.tidemark.delta.source;

import io.delta.kernel.DataWriteContext;
import io.delta.kernel.Operation;
import io.delta.kernel.Table;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionBuilder;
import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.defaults.internal.data.vector.DefaultGenericVector;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import io.tidemark.row.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** A table that another engine makes and writes: Delta Kernel. */
final class KernelTable {

  static final String DDL =
      "id BIGINT, name STRING, at TIMESTAMP, day DATE, amount DECIMAL(20,2), counts ARRAY<INT>,"
          + " country STRING";

  private static final StructType SCHEMA =
      new StructType()
          .add("id", LongType.LONG)
          .add("name", StringType.STRING)
          .add("at", TimestampType.TIMESTAMP)
          .add("day", DateType.DATE)
          .add("amount", new DecimalType(20, 2))
          .add("counts", new ArrayType(IntegerType.INTEGER, true))
          .add("country", StringType.STRING);

  private final Engine engine = DefaultEngine.create(new Configuration());
  private final Table table;

  KernelTable(Path folder) {
    this.table = Table.forPath(engine, folder.toString());
  }

  KernelTable create() {
    transaction(Operation.CREATE_TABLE, true).commit(engine, CloseableIterable.emptyIterable());
    return this;
  }

  /** A commit of rows of one country, which is their last value. */
  void append(List<Row> rows) throws IOException {
    String country = (String) rows.get(0).value(SCHEMA.length() - 1);
    Map<String, Literal> partition =
        Map.of(
            "country",
            country == null ? Literal.ofNull(StringType.STRING) : Literal.ofString(country));
    Transaction transaction = transaction(Operation.WRITE, false);
    io.delta.kernel.data.Row state = transaction.getTransactionState(engine);
    CloseableIterator<FilteredColumnarBatch> data =
        Transaction.transformLogicalData(engine, state, closeable(List.of(batch(rows))), partition);
    DataWriteContext context = Transaction.getWriteContext(engine, state, partition);
    CloseableIterator<DataFileStatus> files =
        engine
            .getParquetHandler()
            .writeParquetFiles(context.getTargetDirectory(), data, context.getStatisticsColumns());
    transaction.commit(
        engine,
        CloseableIterable.inMemoryIterable(
            Transaction.generateAppendActions(engine, state, files, context)));
  }

  void checkpoint() throws IOException {
    table.checkpoint(engine, table.getLatestSnapshot(engine).getVersion(engine));
  }

  private Transaction transaction(Operation operation, boolean isNew) {
    TransactionBuilder builder =
        table.createTransactionBuilder(engine, "another engine", operation);
    if (isNew) {
      builder = builder.withSchema(engine, SCHEMA).withPartitionColumns(engine, List.of("country"));
    }
    return builder.build(engine);
  }

  private static FilteredColumnarBatch batch(List<Row> rows) {
    ColumnVector[] columns = new ColumnVector[SCHEMA.length()];
    for (int i = 0; i < columns.length; i++) {
      List<Object> values = new ArrayList<>();
      for (Row row : rows) {
        values.add(row.value(i) instanceof List<?> list ? new Elements(list) : row.value(i));
      }
      columns[i] = DefaultGenericVector.fromList(SCHEMA.at(i).getDataType(), values);
    }
    return new FilteredColumnarBatch(
        new DefaultColumnarBatch(rows.size(), SCHEMA, columns), Optional.empty());
  }

  private record Elements(List<?> list) implements ArrayValue {

    @Override
    public int getSize() {
      return list.size();
    }

    @Override
    public ColumnVector getElements() {
      return DefaultGenericVector.fromArray(IntegerType.INTEGER, list.toArray());
    }
  }

  private static <T> CloseableIterator<T> closeable(List<T> list) {
    Iterator<T> iterator = list.iterator();
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public T next() {
        return iterator.next();
      }

      @Override
      public void close() {}
    };
  }
}
