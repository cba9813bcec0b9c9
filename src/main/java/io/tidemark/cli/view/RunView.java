package io.tidemark.cli.view;

import io.tidemark.row.problem.Problem;
import io.tidemark.run.RunListener;
import io.tidemark.run.RunSummary;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Shows a run while it goes on. */
public final class RunView implements RunListener {

  private final Terminal terminal;
  private final Screen screen;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile String state = "starting";

  public RunView(Terminal terminal) {
    this.terminal = terminal;
    this.screen = Screen.on(terminal);
  }

  /** Says so at once: a start takes seconds. */
  public void starting(String pipeline) {
    screen.show(List.of(pipeline + ": starting"), pipeline + ": starting");
  }

  @Override
  public void kafkaReady(String bootstrapServers) {
    started.set(true);
    state = "running, Kafka at " + bootstrapServers;
    if (!terminal.canRedraw()) {
      screen.line("Kafka takes requests at " + bootstrapServers);
    }
  }

  @Override
  public void waiting(Problem problem) {
    screen.line("waiting: " + problem);
  }

  @Override
  public void goesOn(String what) {
    screen.line(what);
  }

  @Override
  public void changed(String what) {
    screen.line("changed: " + what);
  }

  @Override
  public void progressed(RunSummary soFar) {
    screen.show(ProgressText.block(soFar, state), ProgressText.line(soFar));
  }

  @Override
  public void shown(List<String> lines) {
    screen.line(String.join("\n", lines));
  }

  /** A line that stays, such as a warning. */
  public void note(String text) {
    screen.line(text);
  }

  /** Says that the run is asked to end. */
  public void stopping(String why) {
    state = "stopping";
    screen.line("Stopping (" + why + "); once more stops at once");
  }

  /** Puts an end to what is redrawn. */
  public void end() {
    screen.clear();
  }

  /** Whether the run got as far as having a Kafka. */
  public boolean hasStarted() {
    return started.get();
  }

  /** Prints what the run did. */
  public void summary(List<String> lines) {
    screen.clear();
    lines.forEach(terminal.out()::println);
  }
}
