package io.tidemark.cli.view;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.run.RunListener;
import io.tidemark.run.RunSummary;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a run while it goes on. */
public final class RunView implements RunListener {

  private static final Logger LOG = LoggerFactory.getLogger(RunView.class);

  private final Terminal terminal;
  private final Screen screen;
  private final Optional<RunEvents> events;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile String state = "starting";

  private RunView(Terminal terminal, Screen screen, Optional<RunEvents> events) {
    this.terminal = terminal;
    this.screen = screen;
    this.events = events;
  }

  /** For a person, or a file that one reads. */
  public static RunView text(Terminal terminal) {
    return new RunView(terminal, Screen.on(terminal), Optional.empty());
  }

  /** As events of the log, and nothing else. */
  public static RunView events(Terminal terminal) {
    return new RunView(terminal, new EventScreen(), Optional.of(new RunEvents(Clock.systemUTC())));
  }

  /** Says so at once: a start takes seconds. */
  public void starting(String pipeline) {
    events.ifPresent(any -> note("starting"));
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
    tell("waiting: " + problem);
  }

  @Override
  public void goesOn(String what) {
    tell(what);
  }

  @Override
  public void changed(String what) {
    tell("changed: " + what);
  }

  /** A line that stays, in the log too: events are in it anyhow. */
  private void tell(String text) {
    screen.line(text);
    if (events.isEmpty()) {
      LOG.info("{}", text);
    }
  }

  @Override
  public void progressed(RunSummary soFar) {
    if (events.isPresent()) {
      events.get().progressed(soFar);
    } else {
      screen.show(ProgressText.block(soFar, state), ProgressText.line(soFar));
    }
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

  /** Why the run ends, as events; a person is told on standard error. */
  public void failed(UserException why) {
    events.ifPresent(told -> told.failed(why));
  }

  /** Puts an end to what is redrawn. */
  public void end() {
    screen.clear();
  }

  /** Whether the run got as far as having a Kafka. */
  public boolean hasStarted() {
    return started.get();
  }

  /**
   * Prints what the run did.
   *
   * @param outcome {@code done} or {@code stopped}
   * @param command how the user calls us
   */
  public void summary(RunSummary summary, String outcome, String command) {
    screen.clear();
    if (events.isPresent()) {
      events.get().ended(summary, outcome);
    } else {
      SummaryText.lines(summary, outcome, command).forEach(terminal.out()::println);
    }
  }
}
