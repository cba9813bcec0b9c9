package io.tidemark.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process of its own: with bounded memory, with other libraries, or to be killed. */
final class ChildJvm {

  private static final long PATIENCE_MINUTES = 10;

  private final Path log;
  private final List<String> prefix = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private String classPath = System.getProperty("java.class.path");

  /**
   * @param log gets what the process prints
   */
  ChildJvm(Path log) {
    this.log = log;
  }

  /** How a process ended. */
  record Result(int exitCode, String output) {}

  ChildJvm classPath(String path) {
    classPath = path;
    return this;
  }

  /** A command that starts the JVM with other rights. */
  ChildJvm startedBy(List<String> command) {
    prefix.addAll(command);
    return this;
  }

  ChildJvm option(String option) {
    options.add(option);
    return this;
  }

  Result run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", classPath));
    command.addAll(options);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("hangs: " + Files.readString(log));
    }
    return new Result(process.exitValue(), Files.readString(log));
  }
}
