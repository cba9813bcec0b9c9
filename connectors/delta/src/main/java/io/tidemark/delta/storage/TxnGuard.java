package io.tidemark.delta.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps two writers with one txn app id from both committing what they believe to be next.
 *
 * <p>Delta Standalone does so only for ids whose version the transaction has asked for, and
 * answering that takes a replay of the whole log at every commit. Here each version between the one
 * that the commit was based on and the one that it is about to become is looked at, which are none
 * unless others commit at the same time.
 */
final class TxnGuard {

  private static final Pattern VERSION = Pattern.compile("(\\d{20})\\.json");

  private final Set<String> appIds;
  private final long basedOn;

  private TxnGuard(Set<String> appIds, long basedOn) {
    this.appIds = appIds;
    this.basedOn = basedOn;
  }

  /** Reads a commit's txns and the version that it is based on out of its lines. */
  static TxnGuard of(List<String> commit) throws IOException {
    Set<String> appIds = new HashSet<>();
    long basedOn = Long.MAX_VALUE;
    for (String line : commit) {
      LogLine.field(line, "txn", "appId").ifPresent(appIds::add);
      Optional<String> read = LogLine.field(line, "commitInfo", "readVersion");
      if (read.isPresent()) {
        basedOn = Long.parseLong(read.get());
      }
    }
    return new TxnGuard(appIds, basedOn);
  }

  /**
   * Checks the versions that this commit has not seen; they are there, or the commit could not be
   * about to follow them.
   */
  void check(Path target) throws IOException {
    Matcher version = VERSION.matcher(String.valueOf(target.getFileName()));
    if (appIds.isEmpty() || !version.matches()) {
      return;
    }
    for (long unseen = basedOn + 1; unseen < Long.parseLong(version.group(1)); unseen++) {
      check(target.resolveSibling("%020d.json".formatted(unseen)), unseen);
    }
  }

  private void check(Path winner, long version) throws IOException {
    List<String> both = new ArrayList<>();
    for (String line : Files.readAllLines(winner)) {
      LogLine.field(line, "txn", "appId").filter(appIds::contains).ifPresent(both::add);
    }
    if (!both.isEmpty()) {
      throw new TxnConflictException(
          "version %d was committed meanwhile by another writer under %s".formatted(version, both));
    }
  }
}
