package io.tidemark.topology.window;

import static io.tidemark.topology.watermark.PartitionReport.NO_EVENT_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.Row;
import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.watermark.PartitionReport;
import io.tidemark.topology.watermark.SavedWatermark;
import io.tidemark.topology.watermark.Snapshot;
import io.tidemark.topology.watermark.Watermark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * Windows over any number of source partitions, read in any order and reported at any time, against
 * windows computed from all rows at once.
 *
 * <p>Rows are produced in transactions, each row at most the delay older than the newest row before
 * it, into random partitions; a transaction becomes visible in one partition after the other.
 */
class WindowsOverPartitionsProperties {

  private static final long SECOND = 1_000_000;
  private static final int SECONDS = 400;

  /** A case; all times in seconds. */
  record Case(int partitions, int tasks, int rows, int size, int slide, int delay, long seed) {}

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<int[]> windows =
        Arbitraries.of(
            new int[] {10, 10}, new int[] {60, 60}, new int[] {30, 10}, new int[] {60, 25});
    return Combinators.combine(
            Arbitraries.integers().between(1, 5),
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(0, 120),
            windows,
            Arbitraries.of(0, 5, 60),
            Arbitraries.longs())
        .as((p, t, rows, w, delay, seed) -> new Case(p, t, rows, w[0], w[1], delay, seed));
  }

  @Property(tries = 400)
  void giveTheSameRowsAndMakeNoneLate(@ForAll("cases") Case c) {
    Simulation simulation = new Simulation(c);

    simulation.run();

    long watermark = simulation.greatest() - c.delay() * SECOND;
    List<Row> expected =
        NaiveWindows.rows(simulation.readings, c.size() * SECOND, c.slide() * SECOND, watermark);
    assertThat(simulation.late).isZero();
    assertThat(simulation.results()).isEqualTo(expected);
    simulation.assertInOrder();
  }

  /** Everything that happens, in an order that the seed decides. */
  private static final class Simulation {

    private final Random random;
    private final List<Reading> readings = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final Deque<Deque<Runnable>> transactions = new ArrayDeque<>();
    private int late;

    Simulation(Case c) {
      this.random = new Random(c.seed());
      PipelinePlan plan =
          Reading.plan(
              "size: %d seconds, slide: %d seconds".formatted(c.size(), c.slide()),
              c.delay() + " seconds");
      for (int i = 0; i < c.tasks(); i++) {
        tasks.add(new Task(plan, c.partitions()));
      }
      for (int i = 0; i < c.partitions(); i++) {
        sources.add(new Source(i, plan));
      }
      produce(c);
    }

    /** Plans transactions of a few rows each, and the visibility of each partition's part. */
    private void produce(Case c) {
      long newest = 0;
      int left = c.rows();
      while (left > 0) {
        Deque<Runnable> steps = new ArrayDeque<>();
        int count = Math.min(left, 1 + random.nextInt(8));
        for (int i = 0; i < count; i++) {
          newest += random.nextInt(4) == 0 ? random.nextInt(SECONDS) * SECOND / 20 : 0;
          long time = newest - random.nextLong(c.delay() * SECOND + 1);
          Reading reading =
              new Reading(
                  time - 50 * SECOND,
                  "s" + random.nextInt(3),
                  random.nextInt(10) == 0 ? null : (long) random.nextInt(5) - 2);
          readings.add(reading);
          Source source = sources.get(random.nextInt(sources.size()));
          steps.add(() -> source.written.add(reading));
        }
        List<Source> order = new ArrayList<>(sources);
        Collections.shuffle(order, random);
        order.forEach(source -> steps.add(source::commit));
        transactions.add(steps);
        left -= count;
      }
    }

    void run() {
      while (!isDone()) {
        step();
      }
      for (Source source : sources) {
        source.broadcast();
      }
      tasks.forEach(Task::finish);
    }

    private boolean isDone() {
      return transactions.isEmpty() && sources.stream().allMatch(Source::isRead);
    }

    /** One thing happens a few times over, so that parts get well ahead of one another. */
    private void step() {
      Source source = any(sources);
      Task task = any(tasks);
      Runnable action =
          switch (random.nextInt(6)) {
            case 0 -> this::produceOne;
            case 1, 2 -> source::readOne;
            case 3 -> source::broadcast;
            case 4 -> task::receiveOne;
            default -> task::askOrDecide;
          };
      int times = 1 + random.nextInt(10);
      for (int i = 0; i < times; i++) {
        action.run();
      }
    }

    private <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    private void produceOne() {
      if (!transactions.isEmpty()) {
        transactions.peek().remove().run();
        if (transactions.peek().isEmpty()) {
          transactions.remove();
        }
      }
    }

    long greatest() {
      return readings.stream().mapToLong(Reading::time).max().orElse(Long.MIN_VALUE / 2);
    }

    void assertInOrder() {
      tasks.forEach(Task::assertInOrder);
    }

    /** All tasks' results, by window end and key. */
    List<Row> results() {
      return tasks.stream()
          .flatMap(t -> t.results.rows.stream())
          .sorted(
              Comparator.comparing((Row r) -> (Long) r.value(1))
                  .thenComparing(r -> String.valueOf(r.value(2))))
          .toList();
    }

    /** A source partition and the task that reads it. */
    private final class Source {

      private final int index;
      private final PipelinePlan plan;
      private final List<Reading> written = new ArrayList<>();
      private int visible;
      private int position;
      private long eventTime = NO_EVENT_TIME;

      Source(int index, PipelinePlan plan) {
        this.index = index;
        this.plan = plan;
      }

      void commit() {
        visible = written.size();
      }

      boolean isRead() {
        return position == written.size();
      }

      void readOne() {
        if (position < visible) {
          Reading reading = written.get(position++);
          eventTime = Math.max(eventTime, reading.time());
          Task task = tasks.get(Math.floorMod(reading.sensor().hashCode(), tasks.size()));
          task.from(index).add(new Message(reading.grouped(plan), report()));
        }
      }

      void broadcast() {
        tasks.forEach(task -> task.from(index).add(new Message(null, report())));
      }

      private PartitionReport report() {
        return new PartitionReport(index, position, eventTime);
      }
    }

    /** What travels to an aggregating task. */
    private record Message(@Nullable Row row, PartitionReport report) {}

    /** An aggregating task, which now and then is restarted from its state. */
    private final class Task {

      private final AggregationPlan plan;
      private final int partitions;
      private final MapState state = new MapState();
      private final SavedWatermark saved = new SavedWatermark(state);
      private final Collected results = new Collected();
      private final List<Deque<Message>> channels = new ArrayList<>();
      private Watermark watermark;
      private WindowedAggregation windows;
      private @Nullable Snapshot asked;
      private @Nullable IntPredicate answer;

      Task(PipelinePlan plan, int partitions) {
        this.plan = Reading.table(plan).aggregation().orElseThrow();
        this.partitions = partitions;
        for (int i = 0; i < partitions; i++) {
          channels.add(new ArrayDeque<>());
        }
        this.watermark = loaded();
        this.windows = opened();
      }

      private Watermark loaded() {
        return new Watermark(plan.delay(), saved.reports(partitions), saved.values().decided());
      }

      private WindowedAggregation opened() {
        return new WindowedAggregation(plan, state, saved.values().applied());
      }

      Deque<Message> from(int source) {
        return channels.get(source);
      }

      void receiveOne() {
        Deque<Message> channel = any(channels);
        if (!channel.isEmpty()) {
          receive(channel.remove());
        }
      }

      private void receive(Message message) {
        if (message.row() != null && !windows.add(message.row())) {
          late++;
        }
        windows.flush();
        if (watermark.report(message.report())) {
          saved.save(watermark.latest(message.report().source()));
        }
        advance();
      }

      private void advance() {
        windows.advance(watermark.value(), 1 + random.nextInt(5), results);
        saved.save(new SavedWatermark.Values(watermark.value(), windows.watermark()));
        if (random.nextInt(20) == 0) {
          watermark = loaded();
          windows = opened();
          asked = null;
        }
      }

      /** A snapshot, then the ends of a later moment, then at a later moment still the decision. */
      void askOrDecide() {
        if (asked == null) {
          asked = watermark.snapshot();
          answer = null;
        } else if (answer == null) {
          answer = ends(asked);
        } else if (random.nextInt(12) == 0) {
          watermark.decide(asked, answer);
          asked = null;
          advance();
        }
      }

      private IntPredicate ends(Snapshot snapshot) {
        List<Boolean> drained = new ArrayList<>();
        for (Source source : sources) {
          long position = snapshot.reports().get(source.index).position();
          drained.add(source.visible == source.written.size() && position >= source.visible);
        }
        return drained::get;
      }

      void finish() {
        channels.forEach(channel -> channel.forEach(this::receive));
        Snapshot snapshot = watermark.snapshot();
        watermark.decide(snapshot, ends(snapshot));
        windows.advance(watermark.value(), Integer.MAX_VALUE, results);
      }

      void assertInOrder() {
        assertThat(results.rows)
            .isSortedAccordingTo(
                Comparator.comparing((Row r) -> (Long) r.value(1))
                    .thenComparing(r -> String.valueOf(r.value(2))));
      }
    }
  }
}
