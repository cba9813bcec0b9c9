package io.tidemark.delta.sink;

import static java.util.stream.Collectors.joining;

import io.tidemark.delta.maintenance.BinPacking;
import io.tidemark.delta.parquet.FileLimits;
import io.tidemark.delta.parquet.FileTarget;
import io.tidemark.delta.sink.record.UnfitRecordException;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableDefinition;
import io.tidemark.delta.table.TableSnapshot;
import io.tidemark.delta.table.TxnUpdate;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The table that a task writes to, made when the configuration says so. Owned by the task's thread.
 */
final class TargetTable {

  private final DeltaSinkConfig config;
  private @Nullable DeltaTable table;
  private @Nullable MergedTable merged;
  private Optional<TableDefinition> definition;

  TargetTable(DeltaSinkConfig config) {
    this.config = config;
    this.definition = config.table();
  }

  /**
   * Opens the table, or makes it if that is to be done at the start.
   *
   * @return its version; empty while it isn't there
   * @throws io.tidemark.row.problem.UserException if the table there is another than the
   *     configuration says
   */
  OptionalLong open() {
    boolean isMadeNow = definition.isPresent() && config.tableCreation() == TableCreation.AT_START;
    return isMadeNow || DeltaTable.exists(config.tablePath())
        ? OptionalLong.of(opened().version())
        : OptionalLong.empty();
  }

  /** By txn id, the version that the log has; what isn't there has {@link TxnUpdate#NONE}. */
  Map<String, Long> txnVersions(Collection<String> ids) {
    if (table == null && DeltaTable.exists(config.tablePath())) {
      opened();
    }
    if (table != null) {
      return table.txnVersions(ids);
    }
    Map<String, Long> none = new HashMap<>();
    ids.forEach(id -> none.put(id, TxnUpdate.NONE));
    return none;
  }

  /**
   * The open table; makes it if it isn't there.
   *
   * @throws UserException if it isn't there and nothing says which columns it is to have
   */
  DeltaTable opened() {
    if (table == null) {
      table = open(definition.orElseGet(this::definitionOfTable));
    }
    return table;
  }

  private DeltaTable open(TableDefinition wanted) {
    DeltaTable opened = DeltaTable.create(config.tablePath(), wanted);
    if (config.mergesSchema()) {
      opened.addColumns(wanted);
    }
    opened.requireDefinition(wanted);
    definition = Optional.of(wanted);
    return opened;
  }

  private TableDefinition definitionOfTable() {
    if (!DeltaTable.exists(config.tablePath())) {
      throw new UserException(
          new Problem(
              "table.schema",
              "missing: %s is no table yet, and the records have no schema"
                  .formatted(config.tablePath()),
              "write the columns as DDL, use a converter with schemas, or make the table first"));
    }
    try (DeltaTable there = DeltaTable.open(config.tablePath())) {
      return definitionLike(there.snapshot());
    }
  }

  private TableDefinition definitionLike(TableSnapshot snapshot) {
    return new TableDefinition(
        snapshot.schema(),
        config.partitionColumns().isEmpty()
            ? snapshot.partitionColumns()
            : config.partitionColumns());
  }

  /** The columns of the rows to write; opens the table if only it can tell. */
  StructType schema() {
    if (definition.isEmpty()) {
      opened();
    }
    return definition.orElseThrow().schema();
  }

  /**
   * The columns that rows have which the table hasn't and is to be given. Makes the table of them
   * if it isn't there and nothing else says what it is like.
   *
   * @throws UnfitRecordException if such rows are not for this table
   */
  List<StructField> lacking(StructType columns) {
    if (definition.isEmpty() && !DeltaTable.exists(config.tablePath())) {
      requirePartitions(columns);
      DeltaTable.create(config.tablePath(), new TableDefinition(columns, config.partitionColumns()))
          .close(); // or another task did, of other records
    }
    StructType known = schema();
    List<StructField> more =
        columns.fields().stream().filter(field -> known.find(field.name()).isEmpty()).toList();
    if (!more.isEmpty() && !config.mergesSchema() && config.table().isEmpty()) {
      throw new UnfitRecordException(
          "the table has no column %s"
              .formatted(more.stream().map(StructField::name).collect(joining(", "))),
          "set merge.schema=true to have it added, or name the columns to read in table.schema");
    }
    return config.mergesSchema() ? more : List.of();
  }

  private void requirePartitions(StructType columns) {
    List<Problem> problems = new ArrayList<>();
    DeltaSinkConfig.checkPartitions(columns, config.partitionColumns(), problems);
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
  }

  /** Gives the table columns, unless another writer has meanwhile. No rows may be pending. */
  void add(List<StructField> columns) {
    TableSnapshot now = opened().snapshot();
    StructField[] more =
        columns.stream()
            .filter(column -> now.schema().find(column.name()).isEmpty())
            .toArray(StructField[]::new);
    TableDefinition wider =
        new TableDefinition(now.schema().plus(more), definitionLike(now).partitionColumns());
    opened().addColumns(wider);
    opened().requireDefinition(wider);
    definition = Optional.of(wider);
    merged = null;
  }

  void close() {
    if (table != null) {
      table.close();
    }
  }

  PendingRows pendingRows() {
    return switch (config.outputMode()) {
      case APPEND -> {
        FileTarget target = fileTarget();
        yield new AppendedRows(target, packing(target));
      }
      case UPDATE, COMPLETE -> new MergedRows(merged());
    };
  }

  private Optional<BinPacking> packing(FileTarget target) {
    return config.optimizesWrites()
        ? Optional.of(new BinPacking(opened(), target))
        : Optional.empty();
  }

  private MergedTable merged() {
    if (merged == null) {
      DeltaTable open = opened();
      merged = new MergedTable(open, definition.orElseThrow(), config);
    }
    return merged;
  }

  private FileTarget fileTarget() {
    DeltaTable open = opened();
    TableSnapshot snapshot = open.snapshot();
    return new FileTarget(
        open.dataFolder(),
        schema(),
        snapshot.partitionColumns(),
        new FileLimits(config.targetFileSizeBytes(), snapshot.indexedColumns()));
  }
}
