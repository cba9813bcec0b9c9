package io.tidemark.delta.table;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.SetTransaction;
import io.delta.standalone.exceptions.ConcurrentTransactionException;
import io.delta.standalone.exceptions.DeltaConcurrentModificationException;
import io.delta.standalone.exceptions.MetadataChangedException;
import io.delta.standalone.exceptions.ProtocolChangedException;
import io.tidemark.delta.storage.TxnConflictException;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One commit to a table's log, and what its failures mean. */
final class LogCommit {

  static final String ENGINE = "Tidemark";

  /** A conflict of this kind needs someone to alter the table each time. */
  private static final int MAX_ATTEMPTS = 5;

  private final TableFiles files;
  private final TableLocation location;
  private final DeltaLog log;
  private final TxnVersions txns;
  private final Optional<RequiredDefinition> required;

  LogCommit(
      TableFiles files, DeltaLog log, TxnVersions txns, Optional<RequiredDefinition> required) {
    this.files = files;
    this.location = files.location();
    this.log = log;
    this.txns = txns;
    this.required = required;
  }

  long commit(TableCommit commit) {
    for (int attempt = 1; ; attempt++) {
      OptimisticTransaction transaction = LogErrors.translating(location, log::startTransaction);
      new WriteCheck(files).check(log.snapshot());
      required.ifPresent(definition -> definition.check(transaction.metadata()));
      requireProgress(transaction, commit.txns());
      requireBasis(transaction, commit);
      try {
        return transaction
            .commit(
                actions(commit),
                LogActions.operation(commit.operation().standalone(), commit.details()),
                ENGINE)
            .getVersion();
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
        if (!(commit.basis() instanceof TableCommit.Basis.Any)) {
          throw new TableChangedException(
              "%s: another writer was first: %s".formatted(location, LogErrors.firstLine(e)), e);
        }
        throw new WriterConflictException(
            "%s: another writer changed what this commit is based on: %s"
                .formatted(location, LogErrors.firstLine(e)),
            e);
      } catch (Exception e) { // Scala code: checked exceptions come undeclared
        if (e instanceof TxnConflictException) {
          throw conflict(commit, e);
        }
        return new FailedCommit(files, commit, transaction.readVersion()).settle(e);
      }
    }
  }

  /** Each txn must be where its writer left it. */
  private void requireProgress(OptimisticTransaction transaction, List<TxnUpdate> updates) {
    List<String> ids = updates.stream().map(TxnUpdate::appId).toList();
    Map<String, Long> found = LogErrors.translating(location, () -> txns.at(transaction, ids));
    for (TxnUpdate update : updates) {
      if (found.get(update.appId()) != update.expected()) {
        throw new WriterConflictException(
            "%s: txn %s is at %d in the log, not at %d: another writer is at work under this id"
                .formatted(location, update.appId(), found.get(update.appId()), update.expected()),
            null);
      }
    }
    guard(transaction, ids);
  }

  /** What is committed between this and the commit is for Standalone to look at. */
  private void requireBasis(OptimisticTransaction transaction, TableCommit commit) {
    if (commit.basis() instanceof TableCommit.Basis.Version basis) {
      if (transaction.readVersion() != basis.version()) {
        throw new TableChangedException(
            "%s: the newest version is %d, no longer %d"
                .formatted(location, transaction.readVersion(), basis.version()));
      }
      LogErrors.translating(
          location,
          () -> {
            transaction.readWholeTable();
            return transaction;
          });
    } else if (commit.basis() instanceof TableCommit.Basis.RemovedFiles) {
      Set<String> there =
          LogErrors.translating(location, () -> log.snapshot().getAllFiles()).stream()
              .map(file -> location.fromLog(file.getPath()))
              .collect(Collectors.toSet());
      for (DataFile file : commit.removes()) {
        if (!there.contains(file.path())) {
          throw new TableChangedException(
              "%s: file %s is gone".formatted(location, location.name(file.path())));
        }
      }
    }
  }

  /**
   * Has the commit refused if an id is used by another writer between now and then. On the local
   * disk our LogStore sees to that; the stock ones leave it to Standalone, which does it for the
   * ids that a transaction has asked for.
   */
  private void guard(OptimisticTransaction transaction, List<String> ids) {
    if (location.local().isEmpty()) {
      LogErrors.translating(location, () -> ids.stream().map(transaction::txnVersion).toList());
    }
  }

  private List<Action> actions(TableCommit commit) {
    long now = System.currentTimeMillis();
    boolean changesData = commit.operation().changesData();
    List<Action> actions = new ArrayList<>();
    commit
        .txns()
        .forEach(t -> actions.add(new SetTransaction(t.appId(), t.version(), Optional.of(now))));
    commit.adds().forEach(file -> actions.add(LogActions.add(location, file, changesData)));
    commit
        .removes()
        .forEach(
            file ->
                actions.add(LogActions.add(location, file, changesData).remove(now, changesData)));
    return actions;
  }

  private WriterConflictException conflict(TableCommit commit, Exception cause) {
    return new WriterConflictException(
        "%s: another writer committed under one of the txn ids %s at the same time"
            .formatted(location, commit.txns().stream().map(TxnUpdate::appId).toList()),
        cause);
  }
}
