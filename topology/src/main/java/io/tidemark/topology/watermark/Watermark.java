package io.tidemark.topology.watermark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  private final long delay;
  private final List<PartitionReport> reports;
  private long value;

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
      advance(least(reports, source -> true));
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
    boolean allDrained = known.stream().allMatch(r -> isDrained.test(r.source()));
    advance(allDrained ? greatest(known) : least(known, isDrained.negate()));
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

  /** The least event time of some partitions; none if one of them has none. */
  private static long least(List<PartitionReport> reports, IntPredicate counts) {
    long least = Long.MAX_VALUE;
    for (PartitionReport report : reports) {
      if (counts.test(report.source())) {
        least = Math.min(least, report.eventTime());
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
