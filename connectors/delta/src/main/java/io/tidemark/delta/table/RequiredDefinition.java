package io.tidemark.delta.table;

import io.delta.standalone.actions.Metadata;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a table must be like for a writer's rows to fit; checked again whenever the table has been
 * altered. Owned by the writer's thread.
 */
final class RequiredDefinition {

  private final TableLocation location;
  private final TableDefinition definition;
  private @Nullable Metadata passed;

  RequiredDefinition(TableLocation location, TableDefinition definition) {
    this.location = location;
    this.definition = definition;
  }

  /**
   * @throws UserException with each column that differs
   */
  void check(Metadata table) {
    if (table.equals(passed)) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    checkColumns(DeltaSchema.fromDelta(location.text(), table.getSchema()), problems);
    checkPartitions(table.getPartitionColumns(), problems);
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
    passed = table;
  }

  private void checkColumns(StructType table, List<Problem> problems) {
    SchemaDifference difference = SchemaDifference.between(table, definition.schema());
    if (!difference.lines().isEmpty()) {
      problems.add(
          new Problem(
              location.text(),
              "the table has other columns:\n  " + String.join("\n  ", difference.lines()),
              difference.addable().isEmpty()
                  ? "write to another path, or change the pipeline to match"
                  : "add the new columns to the table, or write to another path"));
    }
  }

  private void checkPartitions(List<String> partitionColumns, List<Problem> problems) {
    if (!partitionColumns.equals(definition.partitionColumns())) {
      problems.add(
          new Problem(
              location.text(),
              "the table is partitioned by %s, not by %s"
                  .formatted(partitionColumns, definition.partitionColumns()),
              "a table's partitioning can't be changed; match it, or write to another path"));
    }
  }
}
