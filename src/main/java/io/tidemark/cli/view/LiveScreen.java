package io.tidemark.cli.view;

import java.io.PrintStream;
import java.util.List;

/** A terminal: the block is redrawn below the lines that stay. */
final class LiveScreen implements Screen {

  private static final String UP = "\u001b[%dA";
  private static final String ERASE_BELOW = "\u001b[J";

  private final PrintStream out;
  private final int columns;
  private List<String> block = List.of();
  private int drawn;

  LiveScreen(Terminal terminal) {
    this.out = terminal.out();
    this.columns = terminal.columns();
  }

  @Override
  public synchronized void line(String text) {
    draw(text + "\n", block);
  }

  @Override
  public synchronized void show(List<String> lines, String line) {
    block = lines.stream().map(this::cut).toList();
    draw("", block);
  }

  @Override
  public synchronized void clear() {
    block = List.of();
    draw("", block);
  }

  /** In one write, so that nothing flickers. */
  private void draw(String above, List<String> lines) {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append(UP.formatted(drawn)).append('\r').append(ERASE_BELOW);
    }
    text.append(above);
    lines.forEach(l -> text.append(l).append('\n'));
    drawn = lines.size();
    out.print(text);
    out.flush();
  }

  /** A line that wraps would take two, and the next redraw would miss one. */
  private String cut(String line) {
    return line.length() < columns ? line : line.substring(0, columns - 2) + "…";
  }
}
