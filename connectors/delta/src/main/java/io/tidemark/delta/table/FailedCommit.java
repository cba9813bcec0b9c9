package io.tidemark.delta.table;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of a commit that ended in an exception: it may be in the log all the same,
 * for what comes after the write (reading it back, a checkpoint) can fail too.
 */
final class FailedCommit {

  private static final Logger LOG = LoggerFactory.getLogger(FailedCommit.class);

  private final TableFiles files;
  private final TableCommit commit;
  private final long basedOn;

  /**
   * @param basedOn the version that the commit was to follow, or a later one
   */
  FailedCommit(TableFiles files, TableCommit commit, long basedOn) {
    this.files = files;
    this.commit = commit;
    this.basedOn = basedOn;
  }

  /** The version that it became after all; otherwise throws what the caller should know. */
  long settle(Exception failure) {
    OptionalLong version = find(failure);
    if (version.isPresent()) {
      LOG.warn(
          "table={} version={} is committed, although what follows a commit failed",
          files.location(),
          version.getAsLong(),
          failure);
      return version.getAsLong();
    }
    if (files.location().local().isEmpty()) {
      throw unknown(failure); // the request may yet be on its way
    }
    throw LogErrors.noSpace(files.location(), failure)
        .orElseGet(
            () ->
                new UserException(
                    new Problem(
                        files.location().text(),
                        "the commit failed, and nothing of it is in the table: "
                            + LogErrors.firstLine(failure),
                        "see that the table's folder can be written to, then start again"),
                    failure));
  }

  private OptionalLong find(Exception failure) {
    try {
      long version = basedOn + 1;
      for (Optional<InputStream> text = files.commit(version);
          text.isPresent();
          text = files.commit(++version)) {
        if (isOurs(text.get())) {
          return OptionalLong.of(version);
        }
      }
      return OptionalLong.empty();
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw unknown(failure);
    }
  }

  private boolean isOurs(InputStream text) throws IOException {
    AtomicBoolean found = new AtomicBoolean();
    try (text) {
      JsonAction.readAll(text, action -> found.compareAndExchange(false, isOurs(action)));
    }
    return found.get();
  }

  /** A data file's name is used once, a txn's version too. */
  private boolean isOurs(JsonAction action) {
    String path = action.text("path", "");
    return switch (action.kind()) {
      case "add" ->
          commit.adds().stream().anyMatch(f -> files.location().toLog(f.path()).equals(path));
      case "remove" ->
          commit.removes().stream().anyMatch(f -> files.location().toLog(f.path()).equals(path));
      case "txn" ->
          commit.txns().stream()
              .anyMatch(
                  t ->
                      t.appId().equals(action.text("appId", ""))
                          && t.version() == action.number("version", TxnUpdate.NONE));
      default -> false;
    };
  }

  private CommitOutcomeUnknownException unknown(Exception failure) {
    return new CommitOutcomeUnknownException(
        ("%s: the commit after version %d failed (%s) where it may have been made; it was made if a"
                + " later version has %s")
            .formatted(
                files.location(),
                basedOn,
                LogErrors.firstLine(failure),
                commit.txns().isEmpty() ? commit.adds() : commit.txns()),
        failure);
  }
}
