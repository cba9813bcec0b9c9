package io.tidemark.bench;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@code tidemark run} in a process of its own, as a user starts it: by the launcher. */
final class TidemarkProcess implements AutoCloseable {

  private static final int SHOWN_LINES = 15;
  private static final long SAMPLE_MILLIS = 100;

  private final Process process;
  private final Path output;
  private final ProcessMeter meter;

  private TidemarkProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.meter = new ProcessMeter(process.pid());
  }

  /**
   * Starts it.
   *
   * @param output where what it prints goes
   */
  static TidemarkProcess start(Path launcher, List<String> arguments, Path output)
      throws IOException {
    ProcessBuilder command = new ProcessBuilder(launcher.toString(), "run");
    command.command().addAll(arguments);
    return new TidemarkProcess(
        command.redirectErrorStream(true).redirectOutput(output.toFile()).start(), output);
  }

  ProcessMeter meter() {
    return meter;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill}: asks it to stop. */
  void terminate() {
    process.destroy();
  }

  /**
   * Samples until the process ends.
   *
   * @throws UserException if it does not end with this status, with the end of what it printed
   */
  void awaitExit(int status) throws IOException, InterruptedException {
    while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
      meter.sample();
    }
    if (process.exitValue() != status) {
      throw failure("it ended with " + process.exitValue());
    }
  }

  UserException failure(String what) throws IOException {
    List<String> lines = Files.readAllLines(output);
    List<String> end = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
    return new UserException(
        new Problem("the measured run", what, "it printed: " + String.join(" / ", end)));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
