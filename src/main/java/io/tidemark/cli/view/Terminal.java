package io.tidemark.cli.view;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a person or a script reads what is said.
 *
 * @param out results and progress
 * @param err errors
 * @param columns width of a line of {@code out}; {@link #UNLIMITED} for a file or pipe
 * @param canRedraw whether lines of {@code out} may be redrawn
 * @param hasColour whether {@code err} may carry colours
 */
public record Terminal(
    PrintStream out, PrintStream err, int columns, boolean canRedraw, boolean hasColour) {

  public static final int UNLIMITED = Integer.MAX_VALUE;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int DEFAULT_COLUMNS = 100;
  private static final int LEAST_COLUMNS = 40;

  /** Plain text to these streams, as for a file or a pipe. */
  public static Terminal plain(PrintStream out, PrintStream err) {
    return new Terminal(out, err, UNLIMITED, false, false);
  }

  /** The process's own streams, in UTF-8, as the launcher found them. */
  public static Terminal ofProcess() {
    Map<String, String> env = System.getenv();
    boolean outIsTerminal = Boolean.getBoolean("tidemark.terminal.out");
    boolean errIsTerminal = Boolean.getBoolean("tidemark.terminal.err");
    boolean isPlain = !env.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(env.get("TERM"));
    int columns = Integer.getInteger("tidemark.columns", DEFAULT_COLUMNS);
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        outIsTerminal ? Math.max(LEAST_COLUMNS, columns) : UNLIMITED,
        outIsTerminal && !isPlain,
        errIsTerminal && !isPlain);
  }

  /** Whether {@code out} is looked at by a person. */
  public boolean isWatched() {
    return columns != UNLIMITED;
  }

  /** Whether a person types what the process reads. */
  public static boolean hasTyping() {
    return Boolean.getBoolean("tidemark.terminal.in");
  }

  /** {@code out} as a writer, for libraries that want one. */
  public PrintWriter writer() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  /** {@code out} for results of many lines; to be flushed at the end. */
  public PrintStream buffered() {
    return new PrintStream(
        new BufferedOutputStream(out, BUFFER_BYTES), false, StandardCharsets.UTF_8);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
