package io.tidemark.delta.table;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.exceptions.MetadataChangedException;
import io.delta.standalone.exceptions.ProtocolChangedException;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Commits that say what a table is like: the first one, and those that add columns. */
final class DefinitionCommit {

  private final TableFiles files;
  private final DeltaLog log;

  DefinitionCommit(TableFiles files, DeltaLog log) {
    this.files = files;
    this.log = log;
  }

  /**
   * Makes version 0.
   *
   * @param rows the files of its first rows
   * @return whether it was made; if not, another process was first, and its table is left as it is
   */
  boolean create(TableDefinition definition, List<DataFile> rows) {
    Metadata metadata =
        Metadata.builder()
            .id(UUID.randomUUID().toString())
            .schema(DeltaSchema.toDelta(definition.schema()))
            .partitionColumns(definition.partitionColumns())
            .configuration(definition.properties())
            .createdTime(System.currentTimeMillis())
            .build();
    List<Action> actions = new ArrayList<>(List.of(metadata));
    rows.forEach(file -> actions.add(LogActions.add(files.location(), file, true)));
    OptimisticTransaction transaction =
        LogErrors.translating(files.location(), log::startTransaction);
    if (transaction.readVersion() >= 0) {
      return false;
    }
    try {
      commit(transaction, actions, Operation.Name.CREATE_TABLE);
      return true;
    } catch (MetadataChangedException | ProtocolChangedException e) {
      log.update();
      return false;
    }
  }

  /**
   * Adds to the table's end what the definition has more.
   *
   * @throws UserException if they differ otherwise too
   */
  List<StructField> addColumns(TableDefinition definition) {
    while (true) {
      OptimisticTransaction transaction =
          LogErrors.translating(files.location(), log::startTransaction);
      new WriteCheck(files).check(log.snapshot());
      Metadata metadata = transaction.metadata();
      StructType table = DeltaSchema.fromDelta(files.location().text(), metadata.getSchema());
      List<StructField> more = SchemaDifference.between(table, definition.schema()).addable();
      if (more.isEmpty()) {
        new RequiredDefinition(files.location(), definition).check(metadata);
        return more;
      }
      Metadata wider =
          metadata.copyBuilder().schema(DeltaSchema.plus(metadata.getSchema(), more)).build();
      try {
        commit(transaction, List.of(wider), Operation.Name.ADD_COLUMNS);
        return more;
      } catch (MetadataChangedException | ProtocolChangedException e) {
        log.update(); // altered by another process meanwhile: compare again
      }
    }
  }

  private void commit(
      OptimisticTransaction transaction, List<Action> actions, Operation.Name operation) {
    try {
      transaction.commit(actions, new Operation(operation, Map.of()), LogCommit.ENGINE);
    } catch (MetadataChangedException | ProtocolChangedException e) {
      throw e;
    } catch (Exception e) { // Scala code: checked exceptions come undeclared
      throw LogErrors.noSpace(files.location(), e)
          .orElseGet(
              () ->
                  new UserException(
                      new Problem(
                          files.location().text(),
                          "the table can't be made so: " + LogErrors.firstLine(e),
                          "see that the folder can be written to, and the names of the columns"),
                      e));
    }
  }

  /**
   * What lies there now would look as if it were of the table. A log that has just been begun is
   * another process's, which makes the same table.
   */
  void requireEmptyFolder() {
    files.location().local().ifPresent(this::requireEmpty);
  }

  private void requireEmpty(Path folder) {
    String[] visible = folder.toFile().list((parent, name) -> !name.startsWith("."));
    if (visible != null && visible.length > 0 && !Arrays.asList(visible).contains("_delta_log")) {
      throw new UserException(
          new Problem(
              files.location().text(),
              "the folder holds other files (%s), and no Delta table".formatted(visible[0]),
              "name an empty or a new folder, or move them away"));
    }
  }
}
