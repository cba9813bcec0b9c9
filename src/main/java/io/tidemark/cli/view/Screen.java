package io.tidemark.cli.view;

import java.util.List;

/**
 * Where a run's lines appear: a block that is redrawn in place, and lines that stay. Thread-safe:
 * warnings come from any thread.
 */
interface Screen {

  /** A line that stays. */
  void line(String text);

  /** What is going on now; replaces what was shown before. */
  void show(List<String> block, String line);

  /** Takes the block away. */
  void clear();

  static Screen on(Terminal terminal) {
    return terminal.canRedraw() ? new LiveScreen(terminal) : new LogScreen(terminal);
  }
}
