package io.tidemark.delta.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The files that commits have taken away. A snapshot doesn't say it of those before it. */
final class RemovedFiles {

  private final TableFiles files;

  RemovedFiles(TableFiles files) {
    this.files = files;
  }

  /**
   * @param firstVersion where the log begins
   */
  Set<String> since(long millis, long firstVersion) {
    Set<String> removed = new HashSet<>();
    try {
      long version = firstVersion;
      for (Optional<InputStream> commit = files.commit(version);
          commit.isPresent();
          commit = files.commit(++version)) {
        try (InputStream open = commit.get()) {
          JsonAction.readAll(open, action -> note(action, millis, removed));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return removed;
  }

  private void note(JsonAction action, long since, Set<String> removed) {
    if (action.kind().equals("remove")
        && action.number("deletionTimestamp", Long.MAX_VALUE) >= since) {
      removed.add(files.location().fromLog(action.text("path", "")));
    }
  }
}
