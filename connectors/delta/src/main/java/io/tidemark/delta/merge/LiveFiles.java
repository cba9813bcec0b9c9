package io.tidemark.delta.merge;

import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.TableSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The files of a table's newest version, kept up with one's own commits: only when others commit is
 * the log read anew. Owned by one thread.
 */
final class LiveFiles {

  private String tableId = "";
  private long version = -1;
  private Map<String, DataFile> byPath = Map.of();

  Collection<DataFile> at(TableSnapshot snapshot) {
    if (snapshot.version() != version || !snapshot.tableId().equals(tableId)) {
      byPath =
          snapshot.files().stream().collect(Collectors.toMap(DataFile::path, Function.identity()));
      version = snapshot.version();
      tableId = snapshot.tableId();
    }
    return byPath.values();
  }

  /** The version that follows the last one, and nothing else, has these changes. */
  void committed(long next, List<DataFile> adds, List<DataFile> removes) {
    if (next != version + 1) {
      version = -1;
      return;
    }
    removes.forEach(file -> byPath.remove(file.path()));
    adds.forEach(file -> byPath.put(file.path(), file));
    version = next;
  }
}
