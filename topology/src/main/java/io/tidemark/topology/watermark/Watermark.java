package io.tidemark.topology.watermark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * How far event time has got over all source partitions that lead to an aggregating task, less the
 * delay that rows may have. It never goes back.
 *
 * <p>At once, it is at least that of the least advanced partition. A partition that has been read
 * to its end does not hold it back; when all have been, it is that of the greatest event time seen.
 * What has been read to its end is asked of Kafka <em>after</em> a {@link #snapshot}, and decides
 * on the event times of that snapshot: whatever can still be read then was written after all that
 * the snapshot knows of, or is in a partition that does not show as read.
 *
 * <p>All times are in microseconds since the epoch. Owned by a task.
 */
public final class Watermark {

  private static final int NONE = -1;

  private final long delay;
  private final List<PartitionReport> reports;
  private long value;

  /** Index of the source partition that holds the watermark back, or {@link #NONE}. */
  private int holder = NONE;

  /**
   * Takes up where it was left.
   *
   * @param reports one for each source partition, by index
   * @param value decided before, or {@link PartitionReport#NO_EVENT_TIME}
   */
  public Watermark(Duration delay, List<PartitionReport> reports, long value) {
    this.delay = delay.toSeconds() * 1_000_000 + delay.toNanosPart() / 1000;
    this.reports = new ArrayList<>(reports);
    this.value = value;
  }

  /** The watermark, or {@link PartitionReport#NO_EVENT_TIME} before the first event time. */
  public long value() {
    return value;
  }

  /**
   * Takes a report, after the rows that came with it were added.
   *
   * @return whether it said anything new
   */
  public boolean report(PartitionReport report) {
    PartitionReport before = reports.get(report.source());
    PartitionReport now = before.orLater(report);
    if (now.equals(before)) {
      return false;
    }
    reports.set(report.source(), now);
    if (now.eventTime() != before.eventTime()) {
      advance(reports.get(leastAdvanced(reports, source -> true)).eventTime());
    }
    return true;
  }

  /** The latest report of a source partition. */
  public PartitionReport latest(int source) {
    return reports.get(source);
  }

  public Snapshot snapshot() {
    return new Snapshot(reports);
  }

  /**
   * Decides on a snapshot.
   *
   * @param isDrained whether a source partition, by index, had been read to its end at the
   *     snapshot's position, asked after the snapshot was taken
   */
  public void decide(Snapshot snapshot, IntPredicate isDrained) {
    List<PartitionReport> known = snapshot.reports();
    holder = leastAdvanced(known, isDrained.negate());
    advance(holder == NONE ? greatest(known) : known.get(holder).eventTime());
  }

  /**
   * The source partition, by index, that the watermark waits for, as of the last decision: the
   * least advanced of those that were not read to their end. Empty when all were.
   */
  public OptionalInt holder() {
    return holder == NONE ? OptionalInt.empty() : OptionalInt.of(holder);
  }

  /**
   * Nothing has arrived for a while: event time goes on with the wall clock from the greatest seen.
   *
   * @param micros since the last news
   */
  public void idle(long micros) {
    long greatest = greatest(reports);
    if (greatest != PartitionReport.NO_EVENT_TIME) {
      advance(greatest + micros);
    }
  }

  private void advance(long eventTime) {
    if (eventTime != PartitionReport.NO_EVENT_TIME) {
      value = Math.max(value, eventTime - delay);
    }
  }

  /** Which of some partitions has the least event time; one that has none comes first. */
  private static int leastAdvanced(List<PartitionReport> reports, IntPredicate counts) {
    int least = NONE;
    for (PartitionReport report : reports) {
      if (counts.test(report.source())
          && (least == NONE || report.eventTime() < reports.get(least).eventTime())) {
        least = report.source();
      }
    }
    return least;
  }

  private static long greatest(List<PartitionReport> reports) {
    long greatest = PartitionReport.NO_EVENT_TIME;
    for (PartitionReport report : reports) {
      greatest = Math.max(greatest, report.eventTime());
    }
    return greatest;
  }
}
