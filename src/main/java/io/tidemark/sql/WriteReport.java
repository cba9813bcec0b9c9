package io.tidemark.sql;

import io.tidemark.sql.TableWrites.Written;
import java.util.List;

/** What a statement that writes has done, as a row. */
final class WriteReport {

  private static final Column TABLE = new Column("table", "VARCHAR");
  private static final Column ROWS = new Column("num_inserted_rows", "BIGINT");
  private static final Column VERSION = new Column("version", "BIGINT");

  private WriteReport() {}

  static void created(Written written, ResultWriter writer) {
    writer.begin(List.of(TABLE, VERSION, ROWS));
    writer.row(List.of(written.path(), written.version(), written.rows()));
    writer.end();
  }

  static void inserted(Written written, ResultWriter writer) {
    writer.begin(List.of(ROWS, VERSION));
    writer.row(List.of(written.rows(), written.version()));
    writer.end();
  }
}
