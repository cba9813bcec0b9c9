package example;

import io.tidemark.delta.parquet.FileLimits;
import io.tidemark.delta.parquet.FileTarget;
import io.tidemark.delta.parquet.RowFiles;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableDefinition;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.delta.table.TxnUpdate;
import io.tidemark.row.DataType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.batch.Batch;
import io.tidemark.row.batch.BatchContext;
import io.tidemark.row.batch.BatchWriter;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes each batch to a Delta table and to a table of a database, each row exactly once in both.
 *
 * <p>After a crash the last batch may come again, with the same id and the same rows. So each place
 * keeps, in one transaction with the rows, the id of the last batch that it has: Delta in a {@code
 * txn} action of the commit, the database in the table {@code batches}. A batch that a place has
 * already is not written there again, whatever the other place has. Both places refuse the id of a
 * batch that another process, which took this one for dead, has written meanwhile.
 */
public final class TwoPlaces implements BatchWriter {

  private String id = "";
  private StructType schema = new StructType(List.of());
  private DeltaTable delta;
  private Connection database;
  private String table = "";

  @Override
  public void open(BatchContext context) throws Exception {
    Map<String, String> config = context.config();
    id = context.pipeline() + "." + context.table();
    schema = context.schema();
    table = context.table();
    TableDefinition definition = new TableDefinition(schema, List.of());
    delta = DeltaTable.create(required(config, "delta"), definition);
    delta.requireDefinition(definition);
    // A driver in a plugin's folder is not found by itself: JDBC only looks on the class path.
    Class.forName(required(config, "driver"), true, getClass().getClassLoader());
    database = DriverManager.getConnection(required(config, "url"));
    database.setAutoCommit(false);
    try (Statement statement = database.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS batches (id VARCHAR(250) PRIMARY KEY, batch BIGINT NOT NULL)");
      statement.execute("CREATE TABLE IF NOT EXISTS " + table + " (" + columns() + ")");
    }
    database.commit();
  }

  @Override
  public void write(Batch batch) throws Exception {
    toDelta(batch);
    toDatabase(batch); // goes through the rows a second time
  }

  @Override
  public void close() throws Exception {
    if (delta != null) {
      delta.close();
    }
    if (database != null) {
      database.close();
    }
  }

  private void toDelta(Batch batch) throws IOException {
    long last = delta.txnVersion(id);
    if (last >= batch.id()) {
      return;
    }
    RowFiles files =
        new RowFiles(
            new FileTarget(delta.dataFolder(), schema, List.of(), new FileLimits(128L << 20)));
    for (Row row : batch.rows()) {
      files.write(row);
    }
    TxnUpdate progress = new TxnUpdate(id, last, batch.id());
    delta.commit(
        TableCommit.append(TableOperation.STREAMING_UPDATE, files.close(), List.of(progress)));
  }

  private void toDatabase(Batch batch) throws SQLException {
    try {
      if (claim(batch.id())) {
        insert(batch);
      }
      database.commit();
    } catch (SQLException e) {
      database.rollback();
      throw e;
    }
  }

  /**
   * Whether the batch is new. Keeps its id first: another process that has the same batch, or had
   * it before it stood still, then waits for this transaction, and finds that it is not.
   */
  private boolean claim(long batch) throws SQLException {
    try (PreparedStatement update =
        database.prepareStatement("UPDATE batches SET batch = ? WHERE id = ? AND batch < ?")) {
      update.setLong(1, batch);
      update.setString(2, id);
      update.setLong(3, batch);
      return update.executeUpdate() > 0 || (isFirst() && keepFirst(batch));
    }
  }

  private boolean isFirst() throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement("SELECT batch FROM batches WHERE id = ?")) {
      query.setString(1, id);
      try (ResultSet result = query.executeQuery()) {
        return !result.next();
      }
    }
  }

  /** Fails when another process does the same at the same time: the batch then comes again. */
  private boolean keepFirst(long batch) throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement("INSERT INTO batches (batch, id) VALUES (?, ?)")) {
      insert.setLong(1, batch);
      insert.setString(2, id);
      return insert.executeUpdate() > 0;
    }
  }

  private void insert(Batch batch) throws SQLException {
    String marks = String.join(", ", Collections.nCopies(schema.size(), "?"));
    try (PreparedStatement insert =
        database.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")")) {
      int waiting = 0;
      for (Row row : batch.rows()) {
        for (int i = 0; i < schema.size(); i++) {
          insert.setObject(i + 1, value(row.value(i), schema.field(i).type()));
        }
        insert.addBatch();
        if (++waiting % 1000 == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private String columns() {
    return schema.fields().stream().map(TwoPlaces::column).collect(Collectors.joining(", "));
  }

  private static String column(StructField field) {
    DataType type = field.type();
    if (!(type instanceof PrimitiveType primitive)) {
      throw new IllegalArgumentException(
          "column " + field.name() + " is " + type.ddl() + "; select its parts instead");
    }
    return field.name()
        + " "
        + switch (primitive) {
          case STRING -> "VARCHAR(4000)";
          case BOOLEAN -> "BOOLEAN";
          case INT -> "INTEGER";
          case BIGINT -> "BIGINT";
          case DOUBLE -> "DOUBLE PRECISION";
          case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
          case DATE -> "DATE";
          case BINARY -> "VARBINARY(4000)";
        };
  }

  private static Object value(Object value, DataType type) {
    if (value == null) {
      return null;
    } else if (type == PrimitiveType.TIMESTAMP) {
      return Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    } else if (type == PrimitiveType.DATE) {
      return LocalDate.ofEpochDay((Integer) value);
    }
    return value;
  }

  private static String required(Map<String, String> config, String key) {
    String value = config.get(key);
    if (value == null) {
      throw new IllegalArgumentException("config." + key + " is missing");
    }
    return value;
  }
}
