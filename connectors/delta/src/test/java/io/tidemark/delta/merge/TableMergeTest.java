package io.tidemark.delta.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.delta.maintenance.Optimize;
import io.tidemark.delta.maintenance.OptimizeLimits;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableDefinition;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.row.Row;
import io.tidemark.row.RowChange;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableMergeTest {

  private static final StructType SCHEMA = StructType.fromDdl("id BIGINT, total BIGINT");

  @TempDir Path folder;

  @Test
  void filesThatOthersRemovedAreForgotten() throws IOException {
    // Given: five files of one's own, all of which have been looked at
    try (DeltaTable table =
        DeltaTable.create(folder.toString(), new TableDefinition(SCHEMA, List.of()))) {
      TableMerge merge =
          new TableMerge(table, new TableMerge.Rule(SCHEMA, List.of("id"), 1 << 20, 8192));
      for (long id = 0; id < 5; id++) {
        change(table, merge, id);
      }
      change(table, merge, 9);
      assertThat(merge.filesKnown()).isEqualTo(5);

      // When
      new Optimize(DeltaTable.open(folder.toString()), new OptimizeLimits(1 << 20)).run();
      change(table, merge, 10);

      // Then
      assertThat(merge.filesKnown()).isEqualTo(1);
    }
  }

  private static void change(DeltaTable table, TableMerge merge, long id) throws IOException {
    ChangedRows changes = new ChangedRows(KeyColumns.of(SCHEMA, List.of("id"), List.of()));
    changes.add(RowChange.UPSERT, Row.of(id, 1L));
    Rewrite rewrite = merge.rewrite(table.snapshot(), changes, TableMerge.Scope.CHANGED_FILES);
    merge.committed(
        table.commit(rewrite.commit(TableOperation.MERGE, List.of(), Map.of())), rewrite);
  }
}
