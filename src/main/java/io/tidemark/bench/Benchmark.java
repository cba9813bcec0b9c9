package io.tidemark.bench;

import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs scenarios, each in a process of its own that starts cold, and reports what they took. */
public final class Benchmark {

  private static final int OK = 0;
  private static final int TERMINATED = 143;

  private final Path launcher;
  private final Path folder;

  /**
   * Nothing is written yet.
   *
   * @param launcher what a user types to run Tidemark
   * @param folder where inputs are kept from one benchmark to the next, and runs write
   */
  public Benchmark(Path launcher, Path folder) {
    this.launcher = launcher;
    this.folder = folder.toAbsolutePath();
  }

  /**
   * Runs a scenario once, and answers what is to be said about it.
   *
   * @throws UserException if the run fails or its table doesn't have the rows that it must
   */
  public List<String> measure(Scenario scenario, long orders) {
    try {
      Path run = folder.resolve("run");
      delete(run);
      Files.createDirectories(run);
      try {
        return scenario == Scenario.LATENCY ? latency(run, orders) : whole(scenario, run, orders);
      } finally {
        delete(run);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private List<String> whole(Scenario scenario, Path run, long orders)
      throws IOException, InterruptedException {
    Input input = Input.of(folder, orders, scenario.ordersPerFile());
    Path table = run.resolve("tables").resolve("result");
    Duration before = ProcessMeter.ofEndedChildren();
    long began = System.nanoTime();
    try (TidemarkProcess process = start(scenario, run, input.folder(), "available_now")) {
      process.awaitExit(OK);
      Duration wall = Duration.ofNanos(System.nanoTime() - began);
      Duration cpu = ProcessMeter.ofEndedChildren().minus(before);
      ProcessMeter meter = process.meter();
      long rows = checkedRows(scenario, orders, table);
      return Report.of(
          new Measurement(
              scenario,
              input.orders(),
              input.bytes(),
              rows,
              wall,
              cpu,
              meter.peakBytes(),
              meter.cpu()));
    }
  }

  private List<String> latency(Path run, long files) throws IOException, InterruptedException {
    Path watched = Files.createDirectories(run.resolve("watched"));
    try (TidemarkProcess process = start(Scenario.LATENCY, run, watched, "default")) {
      LatencyProbe probe =
          new LatencyProbe(watched, run.resolve("tables").resolve("result"), process);
      List<Duration> times = probe.run(files);
      process.terminate();
      process.awaitExit(TERMINATED);
      return Report.of(times);
    }
  }

  private TidemarkProcess start(Scenario scenario, Path run, Path input, String trigger)
      throws IOException {
    Path pipeline = run.resolve("pipeline.yaml");
    Path table = run.resolve("tables").resolve("result");
    Files.writeString(pipeline, PipelineText.of(scenario, input, table));
    return TidemarkProcess.start(
        launcher,
        List.of(pipeline.toString(), "--trigger", trigger, "--data", run.toString()),
        run.resolve("output.txt"));
  }

  private static long checkedRows(Scenario scenario, long orders, Path table) {
    long expected = ExpectedRows.of(scenario, orders);
    long rows =
        expected == 0 && !DeltaTable.exists(table.toString())
            ? 0
            : TableRows.count(DeltaTable.open(table.toString()));
    if (rows != expected) {
      throw new UserException(
          new Problem(
              scenario.toString(),
              "the table has %d rows, and must have %d".formatted(rows, expected),
              "this is a bug in Tidemark"));
    }
    return rows;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(paths::add);
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
