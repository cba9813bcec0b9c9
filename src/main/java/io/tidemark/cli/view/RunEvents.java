package io.tidemark.cli.view;

import io.tidemark.row.problem.UserException;
import io.tidemark.run.RestoreSummary;
import io.tidemark.run.RunSummary;
import io.tidemark.run.SourceSummary;
import io.tidemark.run.TableSummary;
import io.tidemark.run.WindowSummary;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The progress of a run as events, one for each source, table and state that has got on: at most
 * every ten seconds, and at the end. Owned by the run's thread.
 */
final class RunEvents {

  private static final Logger LOG = LoggerFactory.getLogger(RunEvents.class);

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Clock clock;
  private final Map<String, Object> told = new HashMap<>();
  private Instant next = Instant.MIN;

  RunEvents(Clock clock) {
    this.clock = clock;
  }

  void progressed(RunSummary soFar) {
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      tell(soFar);
      next = now.plus(INTERVAL);
    }
  }

  /**
   * @param outcome {@code done} or {@code stopped}
   */
  void ended(RunSummary summary, String outcome) {
    tell(summary);
    LOG.info("run outcome={} duration={}ms", outcome, summary.duration().toMillis());
  }

  void failed(UserException why) {
    why.problems()
        .forEach(p -> LOG.error("where={} what={} remedy={}", p.where(), p.what(), p.remedy()));
  }

  private void tell(RunSummary soFar) {
    soFar.sources().forEach(this::tell);
    soFar.restores().forEach(this::tell);
    soFar.tables().forEach(this::tell);
  }

  /** An ordinary start has nothing to read but where transactions ended: that is no event. */
  private void tell(RestoreSummary state) {
    if (state.records() > 0 && !state.equals(told.put("state " + state.table(), state))) {
      LOG.info(
          "restoring table={} records={} of={} percent={}",
          state.table(),
          state.done(),
          state.total(),
          state.percent());
    }
  }

  private void tell(SourceSummary source) {
    if (!source.equals(told.put("source " + source.name(), source))) {
      LOG.info(
          "progress source={} records={} bad={} files_pending={}",
          source.name(),
          source.records(),
          source.bad(),
          source.files().map(SourceSummary.Files::waiting).orElse(0L));
    }
  }

  private void tell(TableSummary table) {
    if (table.equals(told.put("table " + table.id(), table))) {
      return;
    }
    LOG.info(
        "progress table={} rows={} commits={} version={} late={}",
        table.id(),
        table.rows(),
        table.commits(),
        table.version().orElse(-1),
        table.lateRows());
    table.windows().ifPresent(windows -> tell(table, windows));
  }

  private static void tell(TableSummary table, WindowSummary windows) {
    LOG.info(
        "progress table={} watermark={} held_by={} open_windows={}",
        table.id(),
        windows.watermark().orElse(null),
        windows.holder().map(Object::toString).orElse(null),
        windows.open());
  }
}
