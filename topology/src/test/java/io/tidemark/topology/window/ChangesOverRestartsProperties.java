package io.tidemark.topology.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.Row;
import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.watermark.PartitionReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Each output mode with each kind of window against groups made of all rows at once, with batches,
 * watermarks and restarts at random. The emissions are applied to a table as the sink does.
 */
class ChangesOverRestartsProperties {

  private static final long SECOND = 1_000_000;
  private static final long FAR = 1_000_000 * SECOND;

  /** Kinds of windows; the gap is such that no two rows are just that far apart. */
  enum Kind {
    TUMBLING("size: 20 seconds"),
    SLIDING("size: 30 seconds, slide: 10 seconds"),
    SESSION("gap: 7500 milliseconds"),
    NONE("");

    private final String window;

    Kind(String window) {
      this.window = window;
    }
  }

  record Case(Kind kind, String mode, int rows, long seed) {}

  @Provide
  Arbitrary<Case> cases() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.of("append", "update", "complete"),
            Arbitraries.integers().between(0, 80),
            Arbitraries.longs())
        .as(Case::new)
        .filter(c -> c.kind() != Kind.NONE || !c.mode().equals("append"));
  }

  @Property(tries = 600)
  void giveTheTableThatAllRowsAtOnceGive(@ForAll("cases") Case c) {
    Run run = new Run(c);

    run.all();

    assertThat(run.table.rows())
        .containsExactlyInAnyOrderElementsOf(expected(c.kind(), run.readings));
    if (c.kind() != Kind.NONE && !c.mode().equals("complete")) {
      assertThat(run.state.size()).isZero();
      assertThat(run.aggregation.openCount()).isZero();
    }
  }

  private static List<Row> expected(Kind kind, List<Reading> readings) {
    return switch (kind) {
      case TUMBLING -> NaiveWindows.rows(readings, 20 * SECOND, 20 * SECOND, FAR);
      case SLIDING -> NaiveWindows.rows(readings, 30 * SECOND, 10 * SECOND, FAR);
      case SESSION -> NaiveSessions.rows(readings, 7_500_000);
      case NONE -> NaiveSessions.groups(readings);
    };
  }

  /** Rows are never behind the watermark, so that none is late. */
  private static final class Run {

    private final Case c;
    private final Random random;
    private final AggregationPlan plan;
    private final MapState state = new MapState();
    private final WrittenTable table;
    private final List<Reading> readings = new ArrayList<>();
    private Aggregation aggregation;
    private long watermark = PartitionReport.NO_EVENT_TIME;

    Run(Case c) {
      this.c = c;
      this.random = new Random(c.seed());
      var pipeline = Reading.plan(c.kind().window, "60 seconds", c.mode());
      this.plan = Reading.table(pipeline).aggregation().orElseThrow();
      this.table = new WrittenTable(plan);
      this.aggregation = Aggregation.open(plan, state, watermark);
    }

    void all() {
      var pipeline = Reading.plan(c.kind().window, "60 seconds", c.mode());
      var grouping = new Reading.Grouping(pipeline);
      long base = 0;
      for (int i = 0; i < c.rows(); i++) {
        base += random.nextInt(8) * SECOND;
        long behind = random.nextInt(60) * SECOND;
        long time = Math.max(base - behind, Math.max(watermark, -60 * SECOND));
        Reading reading = new Reading(time, "s" + random.nextInt(2), value());
        readings.add(reading);
        assertThat(aggregation.add(grouping.row(reading))).isTrue();
        somethingElse(base);
      }
      do {
        aggregation.flush();
      } while (!aggregation.advance(FAR, 3, table));
      boolean isAll;
      do {
        isAll = aggregation.emitChanges(3, table);
      } while (!isAll);
    }

    private Long value() {
      return random.nextInt(10) == 0 ? null : (Long) (long) (random.nextInt(5) - 2);
    }

    private void somethingElse(long base) {
      switch (random.nextInt(4)) {
        case 0 -> {
          long target = Math.max(watermark, base - 60 * SECOND);
          if (aggregation.advance(target, 1 + random.nextInt(4), table)) {
            watermark = target;
          }
        }
        case 1 -> aggregation.emitChanges(1 + random.nextInt(4), table);
        case 2 -> {
          aggregation.flush();
          aggregation = Aggregation.open(plan, state, aggregation.watermark());
        }
        default -> {}
      }
    }
  }

  /** Sessions and plain groups, computed from all readings at once. */
  private static final class NaiveSessions {

    static List<Row> rows(List<Reading> readings, long gap) {
      List<Row> rows = new ArrayList<>();
      for (List<Reading> sorted : bySensor(readings)) {
        List<Reading> session = new ArrayList<>();
        for (Reading reading : sorted) {
          if (!session.isEmpty() && reading.time() - last(session) > gap) {
            rows.add(row(session, gap));
            session.clear();
          }
          session.add(reading);
        }
        rows.add(row(session, gap));
      }
      return rows;
    }

    static List<Row> groups(List<Reading> readings) {
      return bySensor(readings).stream()
          .map(all -> NaiveWindows.row(all).toArray())
          .map(values -> Row.of(Arrays.copyOfRange(values, 2, values.length)))
          .toList();
    }

    private static long last(List<Reading> session) {
      return session.get(session.size() - 1).time();
    }

    private static Row row(List<Reading> session, long gap) {
      Object[] values = NaiveWindows.row(session).toArray();
      values[0] = session.get(0).time();
      values[1] = last(session) + gap;
      return Row.of(values);
    }

    private static List<List<Reading>> bySensor(List<Reading> readings) {
      Map<String, List<Reading>> sensors = new TreeMap<>();
      readings.stream()
          .sorted(Comparator.comparing(Reading::time))
          .forEach(
              r ->
                  sensors
                      .computeIfAbsent(Objects.requireNonNull(r.sensor()), s -> new ArrayList<>())
                      .add(r));
      return List.copyOf(sensors.values());
    }
  }
}
