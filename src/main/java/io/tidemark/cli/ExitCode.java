package io.tidemark.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the process ends. Scripts rely on these: a number never changes its meaning. */
enum ExitCode {
  OK(0, "done"),
  BUG(1, "an error inside Tidemark; please report it"),
  USAGE(2, "the command line is wrong"),
  PROBLEM(3, "pipeline file, table, query or environment must be mended; nothing was started"),
  FAILED(4, "a run stopped half-way; what was committed stays, the next run goes on from there"),
  INTERRUPTED(130, "stopped cleanly by Ctrl-C"),
  TERMINATED(143, "stopped cleanly by SIGTERM");

  private final int status;
  private final String meaning;

  ExitCode(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  int status() {
    return status;
  }

  /** Each status with its meaning, for the help text. */
  static Map<String, String> help() {
    Map<String, String> lines = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(c -> lines.put(Integer.toString(c.status), c.meaning));
    return lines;
  }
}
