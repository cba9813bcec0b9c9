package io.tidemark.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.read.RowValues;
import io.tidemark.row.RowChange;
import io.tidemark.row.batch.Batch;
import io.tidemark.row.batch.BatchWriter;
import io.tidemark.sql.output.TableWriter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Shows each batch as a table, cut to some rows. */
final class ConsoleWriter implements BatchWriter {

  private final int numRows;
  private final Consumer<List<String>> out;

  /**
   * @param out takes the lines of one batch, so that nothing comes between them
   */
  ConsoleWriter(int numRows, Consumer<List<String>> out) {
    this.numRows = numRows;
    this.out = out;
  }

  @Override
  public void write(Batch batch) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(text, false, UTF_8);
    TableWriter table =
        new TableWriter(
            stream, new TableWriter.Limits(TableWriter.Limits.UNLIMITED, numRows, "num_rows:"));
    RowValues values = new RowValues(batch.schema());
    table.begin(values.columns());
    long deleted = 0;
    boolean isWanted = true;
    for (Batch.Change change : batch.changes()) {
      if (change.kind() == RowChange.DELETE) {
        deleted++;
      } else if (isWanted) {
        isWanted = table.row(values.of(change.row()));
      }
    }
    table.end();
    stream.flush();
    List<String> lines = new ArrayList<>();
    lines.add("batch " + batch.id() + " of " + batch.table());
    text.toString(UTF_8).lines().forEach(lines::add);
    if (deleted > 0) {
      lines.add("(" + deleted + " deleted)");
    }
    out.accept(lines);
  }
}
