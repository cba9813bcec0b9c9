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
    List<Row> rows = new ArrayList<>();
    RowFlow.ofSource(plan, "readings")
        .process(
            List.of(Row.of(time, sensor, value)),
            new RowFlow.Output() {
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
            });
    return rows.get(0);
  }
}
