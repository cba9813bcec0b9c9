package io.tidemark.delta.merge;

import io.tidemark.delta.table.DataFile;
import io.tidemark.row.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files are read and written anew, and which of them together. Pure.
 *
 * @param runs files that hold changed keys, those together that lie next to each other in key order
 * @param small by partition, files of few rows that have become many: they go with the new keys
 */
record RewritePlan(List<Run> runs, Map<Row, List<KeyRange>> small) {

  /** So many small files in one partition are made one; at least. */
  static final int MANY_SMALL = 8;

  /** At once. */
  private static final int MOST_SMALL = 64;

  private static final KeyOrder ORDER = new KeyOrder();

  /**
   * Files of one partition between which no other file begins, in key order.
   *
   * @param from the least key that belongs here; null: they begin the partition
   * @param to the greatest; null: no file comes after them, or it isn't known
   */
  record Run(Row partition, List<KeyRange> files, @Nullable Row from, @Nullable Row to) {

    /** Whether this is the place of a new key, rather than a file of its own. */
    boolean covers(Row key) {
      return (from == null || ORDER.compare(from, key) <= 0)
          && (to == null || ORDER.compare(key, to) <= 0);
    }
  }

  /**
   * @param all files of the table
   * @param holding those that must be rewritten
   * @param fileRows how many rows a file is to have
   */
  static RewritePlan of(List<KeyRange> all, Set<DataFile> holding, long fileRows) {
    Map<Row, List<KeyRange>> byPartition =
        all.stream()
            .sorted(Comparator.comparing(KeyRange::least, ORDER))
            .collect(
                Collectors.groupingBy(
                    KeyRange::partition, LinkedHashMap::new, Collectors.toList()));
    List<Run> runs = new ArrayList<>();
    Map<Row, List<KeyRange>> small = new LinkedHashMap<>();
    byPartition.forEach(
        (partition, files) -> {
          runs.addAll(runs(partition, files, holding));
          List<KeyRange> few =
              files.stream()
                  .filter(f -> !holding.contains(f.file()))
                  .filter(f -> f.rows().orElse(fileRows) < fileRows / 2)
                  .toList();
          if (few.size() >= MANY_SMALL) {
            small.put(partition, few.subList(0, Math.min(few.size(), MOST_SMALL)));
          }
        });
    return new RewritePlan(runs, small);
  }

  private static List<Run> runs(Row partition, List<KeyRange> files, Set<DataFile> holding) {
    List<Run> runs = new ArrayList<>();
    int end;
    for (int begin = 0; begin < files.size(); begin = end) {
      boolean isHolding = holding.contains(files.get(begin).file());
      end = begin + 1;
      while (end < files.size() && holding.contains(files.get(end).file()) == isHolding) {
        end++;
      }
      if (isHolding) {
        List<KeyRange> run = List.copyOf(files.subList(begin, end));
        runs.add(
            new Run(
                partition,
                run,
                begin == 0 ? null : run.get(0).least(),
                end == files.size() ? null : greatest(run)));
      }
    }
    return runs;
  }

  private static @Nullable Row greatest(List<KeyRange> files) {
    Row greatest = files.get(0).greatest();
    for (KeyRange file : files) {
      if (greatest == null || file.greatest() == null) {
        return null;
      }
      greatest = ORDER.compare(greatest, file.greatest()) < 0 ? file.greatest() : greatest;
    }
    return greatest;
  }

  /** All files that are rewritten. */
  List<DataFile> files() {
    return Stream.concat(
            runs.stream().flatMap(run -> run.files().stream()),
            small.values().stream().flatMap(List::stream))
        .map(KeyRange::file)
        .toList();
  }
}
