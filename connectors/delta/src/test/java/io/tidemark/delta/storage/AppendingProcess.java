package io.tidemark.delta.storage;

import io.tidemark.delta.parquet.FileLimits;
import io.tidemark.delta.parquet.FileTarget;
import io.tidemark.delta.parquet.RowFiles;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableDefinition;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.delta.table.TxnUpdate;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.util.List;

/** Appends one row a commit, and prints each version once it is acknowledged. */
final class AppendingProcess {

  static final StructType SCHEMA = StructType.fromDdl("writer STRING, number BIGINT");

  private AppendingProcess() {}

  /**
   * Appends.
   *
   * @param args table, name of the writer, number of commits
   */
  public static void main(String[] args) throws Exception {
    try (DeltaTable table = DeltaTable.create(args[0], new TableDefinition(SCHEMA, List.of()))) {
      FileTarget target =
          new FileTarget(table.dataFolder(), SCHEMA, List.of(), new FileLimits(1 << 20));
      for (long i = 0; i < Long.parseLong(args[2]); i++) {
        RowFiles files = new RowFiles(target);
        files.write(Row.of(args[1], i));
        long version =
            table.commit(
                TableCommit.append(
                    TableOperation.STREAMING_UPDATE,
                    files.close(),
                    List.of(new TxnUpdate(args[1], i - 1, i))));
        System.out.println(version);
      }
    }
  }
}
