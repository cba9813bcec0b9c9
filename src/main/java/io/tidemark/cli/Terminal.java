package io.tidemark.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a person or a script reads what is said.
 *
 * @param out results
 * @param err errors and warnings
 * @param columns width of a line
 * @param isInteractive whether {@code out} is a terminal on which lines may be redrawn
 * @param hasColour whether {@code out} and {@code err} may carry colours
 */
public record Terminal(
    PrintStream out, PrintStream err, int columns, boolean isInteractive, boolean hasColour) {

  private static final int DEFAULT_COLUMNS = 100;
  private static final int PIPE_COLUMNS = 160;

  /** Plain text to these streams, as for a file or a pipe. */
  public static Terminal plain(PrintStream out, PrintStream err) {
    return new Terminal(out, err, PIPE_COLUMNS, false, false);
  }

  /** The process's own streams, in UTF-8, as the launcher found them. */
  static Terminal ofProcess() {
    Map<String, String> env = System.getenv();
    boolean outIsTerminal = Boolean.getBoolean("tidemark.terminal.out");
    boolean errIsTerminal = Boolean.getBoolean("tidemark.terminal.err");
    boolean isDumb = "dumb".equals(env.get("TERM"));
    boolean wantsColour = env.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb;
    int columns =
        outIsTerminal ? Integer.getInteger("tidemark.columns", DEFAULT_COLUMNS) : PIPE_COLUMNS;
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        Math.max(40, columns),
        outIsTerminal && wantsColour,
        outIsTerminal && errIsTerminal && wantsColour);
  }

  /** {@code out} as a writer, for libraries that want one. */
  PrintWriter writer() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
