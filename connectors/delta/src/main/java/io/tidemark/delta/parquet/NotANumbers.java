package io.tidemark.delta.parquet;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The DOUBLE columns of one file that hold a NaN, by path. Parquet's statistics leave NaN out; for
 * Delta's readers it is the greatest value, so such a column has no maximum that can be told.
 */
final class NotANumbers {

  private final Set<List<String>> paths = new HashSet<>();

  void add(List<String> path) {
    paths.add(path);
  }

  boolean contains(List<String> path) {
    return paths.contains(path);
  }
}
