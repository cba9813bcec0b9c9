package io.tidemark.topology.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.watermark.PartitionReport;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Each output mode with each kind of window and every aggregate, while rows come late, watermarks
 * are right at windows' ends, and sessions right a gap apart: times are whole seconds, and so are
 * sizes and gaps. Which rows are late and what the table holds is compared with {@link
 * WindowModel}, over batches and restarts at random.
 */
class LateRowsProperties {

  private static final long SECOND = WindowKind.SECOND;
  private static final int ALL = Integer.MAX_VALUE;

  record Case(WindowKind kind, String mode, int steps, long seed) {}

  @Provide
  Arbitrary<Case> cases() {
    return Combinators.combine(
            Arbitraries.of(WindowKind.class),
            Arbitraries.of("append", "update", "complete"),
            Arbitraries.integers().between(0, 120),
            Arbitraries.longs())
        .as(Case::new)
        .filter(c -> c.kind() != WindowKind.NONE || !c.mode().equals("append"));
  }

  @Property(tries = 600)
  void areThoseAllOfWhoseWindowsHaveClosedAndNoOthers(@ForAll("cases") Case c) {
    Run run = new Run(c);

    run.all();

    assertThat(run.table.rows()).containsExactlyInAnyOrderElementsOf(run.model.rows());
  }

  /** One aggregating task, and the model beside it. */
  private static final class Run {

    private final Case c;
    private final Random random;
    private final Reading.Grouping grouping;
    private final AggregationPlan plan;
    private final MapState state = new MapState();
    private final WindowModel model;
    private final WrittenTable table;
    private Aggregation aggregation;
    private long newest;

    Run(Case c) {
      this.c = c;
      this.random = new Random(c.seed());
      PipelinePlan pipeline =
          Reading.plan(c.kind().text(), "0 seconds", c.mode(), WindowModel.AGGREGATES);
      this.grouping = new Reading.Grouping(pipeline);
      this.plan = Reading.table(pipeline).aggregation().orElseThrow();
      this.model = new WindowModel(c.kind(), c.mode());
      this.table = new WrittenTable(plan);
      this.aggregation = Aggregation.open(plan, state, PartitionReport.NO_EVENT_TIME);
    }

    void all() {
      for (int i = 0; i < c.steps(); i++) {
        switch (random.nextInt(8)) {
          case 0 -> advance(newest - random.nextInt(30) * SECOND);
          case 1 -> aggregation.emitChanges(1 + random.nextInt(4), table);
          case 2 -> restart();
          default -> add();
        }
      }
      advance(newest + 1000 * SECOND);
      while (!aggregation.emitChanges(3, table)) {
        restart();
      }
    }

    private void add() {
      newest += random.nextInt(6) * SECOND;
      long time = newest - random.nextInt(60) * SECOND;
      Long value = random.nextInt(6) == 0 ? null : (Long) (long) (random.nextInt(5) - 2);
      Reading reading = new Reading(time, "s" + random.nextInt(2), value);
      boolean isAdded = aggregation.add(grouping.row(reading));
      assertThat(isAdded)
          .as("%s at %d", reading, aggregation.watermark())
          .isEqualTo(model.add(reading));
    }

    private void advance(long target) {
      assertThat(aggregation.advance(target, ALL, table)).isTrue();
      model.advance(target);
    }

    private void restart() {
      aggregation.flush();
      aggregation = Aggregation.open(plan, state, aggregation.watermark());
    }
  }
}
