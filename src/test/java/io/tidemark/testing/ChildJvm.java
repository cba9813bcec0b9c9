package io.tidemark.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A main class run in a process of its own, on this test's class path, to be killed. */
public final class ChildJvm implements AutoCloseable {

  private final Process process;

  private ChildJvm(Process process) {
    this.process = process;
  }

  /**
   * @param log where its output goes
   * @param options JVM options
   */
  public static ChildJvm start(Path log, List<String> options, Class<?> main, String... arguments) {
    return start(log, new Setting(options, Map.of()), main, arguments);
  }

  /**
   * How a process is started.
   *
   * @param options JVM options
   * @param environment over this process's
   */
  public record Setting(List<String> options, Map<String, String> environment) {}

  /**
   * @param log where its output goes
   */
  public static ChildJvm start(Path log, Setting setting, Class<?> main, String... arguments) {
    List<String> command = java();
    command.addAll(setting.options());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return launch(log, command, setting.environment());
  }

  /** Another program, on a class path of its own. */
  public static ChildJvm startOther(Path log, String classPath, String main, String... arguments) {
    List<String> command = java();
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(List.of(arguments));
    return launch(log, command, Map.of());
  }

  private static List<String> java() {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1"));
  }

  private static ChildJvm launch(Path log, List<String> command, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return new ChildJvm(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** CPU time so far. */
  public Duration cpu() {
    return process.toHandle().info().totalCpuDuration().orElseThrow();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9}; returns when it is dead. */
  public void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** SIGSTOP: it does nothing any more, and doesn't know. */
  public void pause() {
    signal("-STOP");
  }

  /** SIGCONT. */
  public void wake() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      Process kill = new ProcessBuilder("kill", signal, Long.toString(pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill " + signal + " of " + pid() + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@code kill}: SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** The exit status, once it has ended by itself or was told to. */
  public int awaitExit() {
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        throw new IllegalStateException("process " + process.pid() + " does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
