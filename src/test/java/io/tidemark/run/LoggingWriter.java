package io.tidemark.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.row.Failpoint;
import io.tidemark.row.batch.Batch;
import io.tidemark.row.batch.BatchContext;
import io.tidemark.row.batch.BatchWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a line for each call to the file {@code log}: the batch's id and its rows. Fails while
 * there is a file {@code fail}.
 */
public final class LoggingWriter implements BatchWriter {

  private Path log = Path.of("");
  private Path fail = Path.of("");

  @Override
  public void open(BatchContext context) {
    log = Path.of(String.valueOf(context.config().get("log")));
    fail = log.resolveSibling("fail");
  }

  @Override
  public void write(Batch batch) throws IOException {
    List<String> rows = new ArrayList<>();
    batch.rows().forEach(row -> rows.add(row.toString()));
    List<String> again = new ArrayList<>();
    batch.changes().forEach(change -> again.add(change.row().toString()));
    if (!again.equals(rows)) {
      throw new IllegalStateException("other rows the second time");
    }
    Files.write(
        log,
        (batch.id() + " " + String.join("; ", rows) + "\n").getBytes(UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    Failpoint.reached("test.in-handler");
    if (Files.exists(fail)) {
      throw new IOException("the disk is full");
    }
  }
}
