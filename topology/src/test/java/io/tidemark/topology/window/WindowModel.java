package io.tidemark.topology.window;

import io.tidemark.row.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregation is to do, row by row, in the most direct way: windows are lists of readings,
 * and are searched for one by one.
 */
final class WindowModel {

  /** What {@link #rows} computes of each group. */
  static final String AGGREGATES =
      "n: count(*), total: sum(value), different: count(DISTINCT value),"
          + " earliest: first(value), latest: last(value), earliest_known: 'first(value, true)',"
          + " latest_known: 'last(value, true)', list: sort_array(collect_list(value)),"
          + " set: collect_set(value), about: approx_count_distinct(value)";

  private final WindowKind kind;
  private final boolean closes;
  private final List<Group> groups = new ArrayList<>();
  private long watermark = Long.MIN_VALUE;

  WindowModel(WindowKind kind, String mode) {
    this.kind = kind;
    this.closes = kind != WindowKind.NONE && !mode.equals("complete");
  }

  private static final class Group {

    private final String sensor;
    private final List<Reading> readings = new ArrayList<>();
    private long start;
    private long end;
    private boolean isClosed;

    Group(String sensor, long start, long end) {
      this.sensor = sensor;
      this.start = start;
      this.end = end;
    }
  }

  /** Whether the reading is in time for at least one window. */
  boolean add(Reading reading) {
    return switch (kind) {
      case SESSION -> addToSession(reading);
      case NONE -> addTo(0, 0, reading);
      default -> addToWindows(reading);
    };
  }

  private boolean addToWindows(Reading reading) {
    boolean isAdded = false;
    long last = reading.time() - Math.floorMod(reading.time(), kind.slide());
    for (long start = last; start + kind.size() > reading.time(); start -= kind.slide()) {
      isAdded |= addTo(start, start + kind.size(), reading);
    }
    return isAdded;
  }

  private boolean addTo(long start, long end, Reading reading) {
    if (closes && end <= watermark) {
      return false;
    }
    Group group =
        groups.stream()
            .filter(g -> g.start == start && g.sensor.equals(reading.sensor()))
            .findFirst()
            .orElseGet(() -> added(new Group(sensor(reading), start, end)));
    group.readings.add(reading);
    return true;
  }

  private Group added(Group group) {
    groups.add(group);
    return group;
  }

  private static String sensor(Reading reading) {
    return Objects.requireNonNull(reading.sensor());
  }

  private boolean addToSession(Reading reading) {
    long time = reading.time();
    List<Group> joined =
        groups.stream()
            .filter(g -> !g.isClosed && g.sensor.equals(reading.sensor()))
            .filter(g -> time <= g.end && time >= g.start - WindowKind.GAP)
            .toList();
    boolean isWithin = joined.stream().anyMatch(g -> g.start <= time);
    if (!isWithin && closes && time + WindowKind.GAP <= watermark) {
      return false;
    }
    groups.removeAll(joined);
    Group session = added(new Group(sensor(reading), time, time + WindowKind.GAP));
    for (Group part : joined) {
      session.readings.addAll(part.readings);
      session.start = Math.min(session.start, part.start);
      session.end = Math.max(session.end, part.end);
    }
    session.readings.add(reading);
    return true;
  }

  void advance(long target) {
    watermark = Math.max(watermark, target);
    groups.stream().filter(g -> closes && g.end <= watermark).forEach(g -> g.isClosed = true);
  }

  /** The rows of all groups, closed or not. */
  List<Row> rows() {
    return groups.stream().map(this::row).toList();
  }

  private Row row(Group group) {
    Object[] values = aggregates(group);
    return kind == WindowKind.NONE
        ? Row.of(Arrays.copyOfRange(values, 2, values.length))
        : Row.of(values);
  }

  private static Object[] aggregates(Group group) {
    List<Reading> all = group.readings;
    List<Long> values = all.stream().map(Reading::value).filter(Objects::nonNull).toList();
    List<Reading> known = all.stream().filter(r -> r.value() != null).toList();
    long different = values.stream().distinct().count();
    return new @Nullable Object[] {
      group.start,
      group.end,
      group.sensor,
      (long) all.size(),
      values.isEmpty() ? null : values.stream().mapToLong(v -> v).sum(),
      different,
      first(all).map(Reading::value).orElse(null),
      last(all).map(Reading::value).orElse(null),
      first(known).map(Reading::value).orElse(null),
      last(known).map(Reading::value).orElse(null),
      values.stream().sorted().toList(),
      values.stream().distinct().sorted().toList(),
      different
    };
  }

  /** The first to come of those of the least time. */
  private static Optional<Reading> first(List<Reading> readings) {
    return readings.stream().min(Comparator.comparing(Reading::time));
  }

  /** The last to come of those of the greatest time. */
  private static Optional<Reading> last(List<Reading> readings) {
    Stream<Reading> sorted = readings.stream().sorted(Comparator.comparing(Reading::time));
    return sorted.reduce((one, next) -> next);
  }
}
