package io.tidemark.topology.window;

import io.tidemark.row.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** The windows of readings, computed from all of them at once, in the most direct way. */
final class NaiveWindows {

  private record Group(long end, long start, String key) {}

  private NaiveWindows() {}

  /** The rows of all windows that end at or before the watermark, by end and sensor. */
  static List<Row> rows(List<Reading> readings, long size, long slide, long watermark) {
    Map<Group, List<Reading>> groups =
        new TreeMap<>(Comparator.comparing(Group::end).thenComparing(Group::key));
    for (Reading reading : readings) {
      long start = reading.time() - Math.floorMod(reading.time(), slide);
      while (start + size > reading.time()) {
        groups
            .computeIfAbsent(
                new Group(start + size, start, Objects.toString(reading.sensor(), "")),
                g -> new ArrayList<>())
            .add(reading);
        start -= slide;
      }
    }
    return groups.entrySet().stream()
        .filter(e -> e.getKey().end() <= watermark)
        .map(e -> row(e.getKey(), e.getValue()))
        .toList();
  }

  /** What readings of one sensor come to, in a window from 0 to 0. */
  static Row row(List<Reading> readings) {
    return row(new Group(0, 0, ""), readings);
  }

  private static Row row(Group group, List<Reading> readings) {
    List<Long> values = new ArrayList<>();
    readings.stream().map(Reading::value).filter(Objects::nonNull).forEach(values::add);
    List<Long> different = values.stream().distinct().toList();
    return Row.of(
        group.start(),
        group.end(),
        readings.get(0).sensor(),
        (long) readings.size(),
        (long) values.size(),
        (long) different.size(),
        orNull(values, v -> v.stream().mapToLong(x -> x).sum()),
        orNull(different, v -> v.stream().mapToLong(x -> x).sum()),
        orNull(values, v -> v.stream().mapToLong(x -> x).sum() / (double) v.size()),
        orNull(values, v -> v.stream().min(Comparator.naturalOrder()).orElseThrow()),
        orNull(values, v -> v.stream().max(Comparator.naturalOrder()).orElseThrow()));
  }

  private static Object orNull(List<Long> values, Function<List<Long>, Object> result) {
    return values.isEmpty() ? null : result.apply(values);
  }
}
