package io.tidemark.delta.table;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.actions.SetTransaction;
import io.delta.standalone.exceptions.ConcurrentTransactionException;
import io.delta.standalone.exceptions.DeltaConcurrentModificationException;
import io.delta.standalone.exceptions.MetadataChangedException;
import io.delta.standalone.exceptions.ProtocolChangedException;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One commit to a table's log, and what its failures mean. */
final class LogCommit {

  private static final String ENGINE = "Tidemark";

  /** A conflict of this kind needs someone to alter the table each time. */
  private static final int MAX_ATTEMPTS = 5;

  private final TableLocation location;
  private final DeltaLog log;

  LogCommit(TableLocation location, DeltaLog log) {
    this.location = location;
    this.log = log;
  }

  /** Makes version 0, or leaves the one that another process made meanwhile. */
  void create(OptimisticTransaction transaction, Metadata metadata) {
    try {
      transaction.commit(
          List.of(metadata), new Operation(Operation.Name.CREATE_TABLE, Map.of()), ENGINE);
    } catch (MetadataChangedException | ProtocolChangedException e) {
      log.update();
    } catch (Exception e) { // Scala code: checked exceptions come undeclared
      throw LogErrors.noSpace(location, e)
          .orElseGet(
              () ->
                  new UserException(
                      new Problem(
                          location.text(),
                          "the table can't be created: " + LogErrors.firstLine(e),
                          ""),
                      e));
    }
  }

  long commit(TableCommit commit) {
    for (int attempt = 1; ; attempt++) {
      OptimisticTransaction transaction = LogErrors.translating(location, log::startTransaction);
      requireProgress(transaction, commit.txns());
      try {
        return transaction.commit(actions(commit), operation(commit), ENGINE).getVersion();
      } catch (ConcurrentTransactionException e) {
        throw conflict(commit, e);
      } catch (MetadataChangedException | ProtocolChangedException e) {
        if (attempt == MAX_ATTEMPTS) {
          throw new UserException(
              new Problem(
                  location.text(),
                  "the table's definition was changed at each of %d attempts to commit"
                      .formatted(MAX_ATTEMPTS),
                  "let the other writer finish, then start again"),
              e);
        }
      } catch (DeltaConcurrentModificationException e) {
        throw new WriterConflictException(
            "%s: another writer changed what this commit is based on: %s"
                .formatted(location, LogErrors.firstLine(e)),
            e);
      } catch (Exception e) { // Scala code: checked exceptions come undeclared
        throw unknownOutcome(commit, transaction.readVersion(), e);
      }
    }
  }

  /**
   * Each txn must be where its writer left it. Asking for it also makes Delta refuse the commit if
   * it is moved between now and then.
   */
  private void requireProgress(OptimisticTransaction transaction, List<TxnUpdate> txns) {
    for (TxnUpdate txn : txns) {
      long found = LogErrors.translating(location, () -> transaction.txnVersion(txn.appId()));
      if (found != txn.expected()) {
        throw new WriterConflictException(
            "%s: txn %s is at %d in the log, not at %d: another writer is at work under this id"
                .formatted(location, txn.appId(), found, txn.expected()),
            null);
      }
    }
  }

  private List<Action> actions(TableCommit commit) {
    long now = System.currentTimeMillis();
    List<Action> actions = new ArrayList<>();
    commit
        .txns()
        .forEach(t -> actions.add(new SetTransaction(t.appId(), t.version(), Optional.of(now))));
    commit.adds().forEach(file -> actions.add(add(file)));
    commit.removes().forEach(file -> actions.add(add(file).remove(now, true)));
    return actions;
  }

  private AddFile add(DataFile file) {
    return AddFile.builder(
            location.toLog(file.path()),
            file.partitionValues(),
            file.sizeBytes(),
            file.modifiedMillis(),
            true)
        .stats(file.statistics() == null ? null : json(file.statistics()))
        .build();
  }

  private static Operation operation(TableCommit commit) {
    Map<String, String> details = new LinkedHashMap<>();
    commit.details().forEach((name, value) -> details.put(name, json(value)));
    return new Operation(commit.operation().standalone(), details);
  }

  /** Standalone puts statistics and details into the log as they are, so they must be JSON. */
  private static String json(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private WriterConflictException conflict(TableCommit commit, Exception cause) {
    return new WriterConflictException(
        "%s: another writer committed under one of the txn ids %s at the same time"
            .formatted(location, commit.txns().stream().map(TxnUpdate::appId).toList()),
        cause);
  }

  private RuntimeException unknownOutcome(TableCommit commit, long readVersion, Exception cause) {
    return new CommitOutcomeUnknownException(
        ("%s: the commit after version %d failed (%s) where it may have been made; it was made if"
                + " a later version has the txns %s")
            .formatted(location, readVersion, LogErrors.firstLine(cause), commit.txns()),
        cause);
  }
}
