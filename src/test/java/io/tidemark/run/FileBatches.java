package io.tidemark.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.row.batch.Batch;
import io.tidemark.row.batch.BatchContext;
import io.tidemark.row.batch.BatchWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Writes each batch's rows to a file of the batch's id in {@code folder}, as a class that is called
 * twice with the same id should: the same file again, and it must have the same rows. The ids, as
 * it was called with them, are lines of the file {@code calls} beside the folder.
 */
public final class FileBatches implements BatchWriter {

  private Path folder = Path.of("");

  @Override
  public void open(BatchContext context) {
    folder = Path.of(String.valueOf(context.config().get("folder")));
  }

  @Override
  public void write(Batch batch) throws IOException {
    List<String> rows = new ArrayList<>();
    batch.rows().forEach(row -> rows.add(row.toString()));
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolveSibling("calls"),
        batch.id() + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    Path file = folder.resolve(Long.toString(batch.id()));
    if (Files.exists(file) && !Files.readAllLines(file).equals(rows)) {
      throw new IllegalStateException("batch " + batch.id() + " has other rows the second time");
    }
    Path unfinished = folder.resolve(UUID.randomUUID() + ".unfinished");
    Files.write(unfinished, rows, UTF_8);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
