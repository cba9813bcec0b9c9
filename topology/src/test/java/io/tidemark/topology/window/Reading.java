package io.tidemark.topology.window;

import io.tidemark.row.Row;
import io.tidemark.topology.TestPipeline;
import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.operator.RowFlow;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the tests of windows: a measured value of a sensor.
 *
 * @param time in microseconds since the epoch
 */
record Reading(long time, @Nullable String sensor, @Nullable Long value) {

  /** Aggregated by sensor with every function there is. */
  static PipelinePlan plan(String window, String delay) {
    return TestPipeline.plan(text(window, delay));
  }

  /** The same in another output mode. */
  static PipelinePlan plan(String window, String delay, String mode) {
    return TestPipeline.plan(
        text(window, delay)
            .replace("window: {}\n", "\n")
            .replace("out/stats}", "out/stats, output_mode: " + mode + "}"));
  }

  /** These aggregates only, in an output mode; a window of "" is none. */
  static PipelinePlan plan(String window, String delay, String mode, String aggregates) {
    return TestPipeline.plan(
        """
        name: sensors
        sources:
          readings:
            schema: time TIMESTAMP, sensor STRING, value BIGINT
        tables:
          stats:
            from: readings
            steps:
              - with_watermark: {column: time, delay: %s}
              - group_by: {%skeys: [sensor], aggregate: {%s}}
            write: {delta: out/stats, output_mode: %s}
        """
            .formatted(
                delay,
                window.isEmpty() ? "" : "window: {%s}, ".formatted(window),
                aggregates,
                mode));
  }

  private static String text(String window, String delay) {
    return """
        name: sensors
        sources:
          readings:
            schema: time TIMESTAMP, sensor STRING, value BIGINT
        tables:
          stats:
            from: readings
            steps:
              - with_watermark: {column: time, delay: %s}
              - group_by:
                  window: {%s}
                  keys: [sensor]
                  aggregate:
                    n: count(*)
                    known: count(value)
                    different: count(DISTINCT value)
                    total: sum(value)
                    total_different: sum(DISTINCT value)
                    mean: avg(value)
                    least: min(value)
                    greatest: max(value)
            write: {delta: out/stats}
        """
        .formatted(delay, window);
  }

  static TablePlan table(PipelinePlan plan) {
    return plan.tables().get(0);
  }

  /** This reading as it travels to the task that aggregates it. */
  Row grouped(PipelinePlan plan) {
    return new Grouping(plan).row(this);
  }

  /** Makes of readings what travels to the task that aggregates them. */
  static final class Grouping implements RowFlow.Output {

    private final RowFlow flow;
    private final List<Row> rows = new ArrayList<>();

    Grouping(PipelinePlan plan) {
      this.flow = RowFlow.ofSource(plan, "readings");
    }

    Row row(Reading reading) {
      rows.clear();
      flow.process(List.of(Row.of(reading.time, reading.sensor, reading.value)), this);
      return rows.get(0);
    }

    @Override
    public void rows(TablePlan table, List<Row> made) {
      throw new IllegalStateException("not grouped");
    }

    @Override
    public void groups(TablePlan table, List<Row> made) {
      rows.addAll(made);
    }

    @Override
    public void failed(TablePlan table, BadValueException cause) {
      throw cause;
    }
  }
}
