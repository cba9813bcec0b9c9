package io.tidemark.bench;

import io.tidemark.delta.table.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Drops files into the folder of a pipeline that runs, one after the other, and takes the time
 * until a reader of the table finds their rows. The gaps between files differ, so that they don't
 * fall into step with anything.
 */
final class LatencyProbe {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(4);
  private static final int LEAST_GAP_MILLIS = 200;
  private static final int MORE_GAP_MILLIS = 400;

  private final Path folder;
  private final String table;
  private final TidemarkProcess process;
  private final Random random = new Random(1);
  private long orders;

  LatencyProbe(Path folder, Path table, TidemarkProcess process) {
    this.folder = folder;
    this.table = table.toString();
    this.process = process;
  }

  /**
   * The times of so many files, in the order dropped; a first one, while all starts, isn't counted.
   */
  List<Duration> run(long files) throws IOException, InterruptedException {
    drop();
    awaitTable();
    DeltaTable reader = DeltaTable.open(table);
    awaitRows(reader);
    List<Duration> times = new ArrayList<>();
    for (long i = 0; i < files; i++) {
      TimeUnit.MILLISECONDS.sleep(LEAST_GAP_MILLIS + random.nextInt(MORE_GAP_MILLIS));
      long began = System.nanoTime();
      drop();
      awaitRows(reader);
      times.add(Duration.ofNanos(System.nanoTime() - began));
    }
    return times;
  }

  /** Whole at once: written under a name that is left alone, then renamed. */
  private void drop() throws IOException {
    Path hidden = Files.createDirectories(folder.resolveSibling("incoming"));
    Path file = Input.writeFile(hidden, orders++, 1);
    Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }

  private void awaitTable() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!DeltaTable.exists(table)) {
      pause(deadline);
    }
  }

  private void awaitRows(DeltaTable reader) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (TableRows.count(reader) < orders * OrderText.LINES) {
      pause(deadline);
    }
  }

  private void pause(long deadline) throws IOException, InterruptedException {
    if (!process.isAlive() || System.nanoTime() > deadline) {
      throw process.failure("no rows of order " + (orders - 1) + " came");
    }
    TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
  }
}
