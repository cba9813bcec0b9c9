package io.tidemark.sql;

import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableSnapshot;
import io.tidemark.delta.table.TableVersion;
import io.tidemark.row.StructField;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a table is like, as rows. Columns are named as Spark's are. */
final class TableReports {

  private static final String TEXT = "VARCHAR";
  private static final String NUMBER = "BIGINT";

  private TableReports() {}

  static void tables(Warehouse warehouse, ResultWriter writer) {
    writer.begin(List.of(new Column("name", TEXT)));
    for (String name : warehouse.tables()) {
      writer.row(List.of(name));
    }
    writer.end();
  }

  static void columns(DeltaTable table, ResultWriter writer) {
    TableSnapshot snapshot = table.snapshot();
    List<String> partitions = snapshot.partitionColumns();
    writer.begin(
        List.of(
            new Column("col_name", TEXT),
            new Column("data_type", TEXT),
            new Column("nullable", "BOOLEAN"),
            new Column("partition", NUMBER)));
    for (StructField field : snapshot.schema().fields()) {
      int partition = partitions.indexOf(field.name());
      writer.row(
          Arrays.<@Nullable Object>asList(
              field.name(),
              field.type().ddl(),
              field.nullable(),
              partition < 0 ? null : partition + 1L));
    }
    writer.end();
  }

  static void detail(DeltaTable table, ResultWriter writer) {
    TableSnapshot snapshot = table.snapshot();
    List<DataFile> files = snapshot.files();
    writer.begin(
        List.of(
            new Column("id", TEXT),
            new Column("location", TEXT),
            new Column("version", NUMBER),
            new Column("partitionColumns", "VARCHAR[]"),
            new Column("numFiles", NUMBER),
            new Column("sizeInBytes", NUMBER),
            new Column("properties", "MAP(VARCHAR, VARCHAR)")));
    writer.row(
        List.of(
            snapshot.tableId(),
            table.path(),
            snapshot.version(),
            snapshot.partitionColumns(),
            (long) files.size(),
            files.stream().mapToLong(DataFile::sizeBytes).sum(),
            snapshot.properties()));
    writer.end();
  }

  static void history(DeltaTable table, ResultWriter writer) {
    writer.begin(
        List.of(
            new Column("version", NUMBER),
            new Column("timestamp", "TIMESTAMP WITH TIME ZONE"),
            new Column("operation", TEXT),
            new Column("operationParameters", "MAP(VARCHAR, VARCHAR)"),
            new Column("engineInfo", TEXT)));
    for (TableVersion v : table.history(Integer.MAX_VALUE)) {
      List<Object> row = List.of(v.version(), v.at(), v.operation(), v.details(), v.engine());
      if (!writer.row(row)) {
        break;
      }
    }
    writer.end();
  }
}
