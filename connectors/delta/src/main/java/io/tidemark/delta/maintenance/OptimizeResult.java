package io.tidemark.delta.maintenance;

import io.tidemark.delta.table.DataFile;
import java.util.List;

/**
 * What OPTIMIZE has done.
 *
 * @param version that it made, or, when there was nothing to do, found
 */
public record OptimizeResult(long version, List<DataFile> removed, List<DataFile> added) {

  public OptimizeResult {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
  }

  static OptimizeResult nothing(long version) {
    return new OptimizeResult(version, List.of(), List.of());
  }

  public boolean hasChanged() {
    return !removed.isEmpty();
  }
}
