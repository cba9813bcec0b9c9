package io.tidemark.cli.view;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A file or pipe: plain lines, at most one of progress a second, and only when it changed. */
final class LogScreen implements Screen {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final PrintStream out;
  private final Clock clock;
  private Instant next = Instant.MIN;
  private String last = "";

  LogScreen(Terminal terminal) {
    this(terminal, Clock.systemUTC());
  }

  LogScreen(Terminal terminal, Clock clock) {
    this.out = terminal.out();
    this.clock = clock;
  }

  @Override
  public synchronized void line(String text) {
    out.println(text);
  }

  @Override
  public synchronized void show(List<String> block, String line) {
    Instant now = clock.instant();
    if (!line.equals(last) && !now.isBefore(next)) {
      out.println(line);
      last = line;
      next = now.plus(INTERVAL);
    }
  }

  @Override
  public void clear() {
    // lines that were written stay
  }
}
