package io.tidemark.delta.table;

import io.delta.standalone.OptimisticTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far writers have come, kept up with the log: read in full once, then only what later commits
 * say. (In full means a replay of checkpoint and commits, which grows with the table.) Thread-safe.
 */
final class TxnVersions {

  /** Beyond so many commits a replay is the shorter way. */
  private static final long MAX_COMMITS = 100;

  private final TableFiles files;
  private final Map<String, Long> known = new HashMap<>();
  private String tableId = "";
  private long asOf = -1;

  TxnVersions(TableFiles files) {
    this.files = files;
  }

  /** The version of each id as the transaction sees it; {@link TxnUpdate#NONE} for none. */
  synchronized Map<String, Long> at(OptimisticTransaction transaction, Collection<String> appIds) {
    if (!canFollow(transaction, appIds) || !follow(transaction.readVersion())) {
      replay(transaction, appIds);
    }
    Map<String, Long> versions = new LinkedHashMap<>();
    appIds.forEach(id -> versions.put(id, known.get(id)));
    return versions;
  }

  private boolean canFollow(OptimisticTransaction transaction, Collection<String> appIds) {
    long distance = transaction.readVersion() - asOf;
    return asOf >= 0
        && distance >= 0
        && distance <= MAX_COMMITS
        && known.keySet().containsAll(appIds)
        && transaction.metadata().getId().equals(tableId);
  }

  /** Whether all commits up to this version could be read. */
  private boolean follow(long version) {
    try {
      while (asOf < version) {
        Optional<InputStream> commit = files.commit(asOf + 1);
        if (commit.isEmpty()) {
          return false;
        }
        try (InputStream open = commit.get()) {
          JsonAction.readAll(open, this::note);
        }
        asOf++;
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("version " + (asOf + 1), e);
    }
  }

  private void note(JsonAction action) {
    if (action.kind().equals("txn")) {
      known.replace(action.text("appId", ""), action.number("version", TxnUpdate.NONE));
    }
  }

  private void replay(OptimisticTransaction transaction, Collection<String> appIds) {
    Set<String> ids = new HashSet<>(appIds);
    if (transaction.metadata().getId().equals(tableId)) {
      ids.addAll(known.keySet());
    }
    known.clear();
    ids.forEach(id -> known.put(id, transaction.txnVersion(id)));
    tableId = transaction.metadata().getId();
    asOf = transaction.readVersion();
  }
}
