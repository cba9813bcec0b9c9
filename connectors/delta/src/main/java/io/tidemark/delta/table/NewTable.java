package io.tidemark.delta.table;

import io.delta.standalone.DeltaLog;
import io.tidemark.delta.storage.DataFolder;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.List;

/**
 * A table that is to come into being, with its first rows or without any, in one commit: version 0.
 * For one thread.
 *
 * <p>{@code NewTable.at(path).commit(definition, List.of())}
 */
public final class NewTable {

  private final TableFiles files;
  private final DeltaLog log;

  private NewTable(TableFiles files, DeltaLog log) {
    this.files = files;
    this.log = log;
  }

  /**
   * @throws UserException if there is a table, or the folder has other files
   */
  public static NewTable at(String path) {
    TableLocation location = TableLocation.of(path);
    TableFiles files = new TableFiles(location, location.configuration());
    NewTable table =
        LogErrors.translating(
            location,
            () -> new NewTable(files, DeltaLog.forTable(files.configuration(), location.root())));
    if (table.log.snapshot().getVersion() >= 0) {
      throw table.isThere();
    }
    table.definition().requireEmptyFolder();
    return table;
  }

  /** Where its first data files are to be made. */
  public DataFolder dataFolder() {
    return files.location().dataFolder();
  }

  /**
   * Makes version 0.
   *
   * @param rows the files of its first rows
   * @throws UserException if it can't be made, or another process was first
   */
  public void commit(TableDefinition definition, List<DataFile> rows) {
    if (!definition().create(definition, rows)) {
      throw isThere();
    }
  }

  private DefinitionCommit definition() {
    return new DefinitionCommit(files, log);
  }

  private UserException isThere() {
    return new UserException(
        new Problem(
            files.location().text(),
            "there is a Delta table already",
            "name another folder, or add rows to the one that is there"));
  }
}
