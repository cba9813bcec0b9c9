package io.tidemark.delta.source;

import io.tidemark.delta.parquet.FileLimits;
import io.tidemark.delta.parquet.FileTarget;
import io.tidemark.delta.parquet.RowFiles;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableCommit;
import io.tidemark.delta.table.TableDefinition;
import io.tidemark.delta.table.TableOperation;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A table on disk: with our own writer's files and commits, or commits written by hand. */
final class TestTable {

  private final Path folder;
  private final DeltaTable table;

  private TestTable(Path folder, DeltaTable table) {
    this.folder = folder;
    this.table = table;
  }

  static TestTable create(Path folder, String ddl, String... partitionColumns) {
    TableDefinition definition =
        new TableDefinition(StructType.fromDdl(ddl), List.of(partitionColumns));
    return new TestTable(folder, DeltaTable.create(folder.toString(), definition));
  }

  /** Waits for what is written beside the commits: checkpoints. The table can be used on. */
  void settle() {
    table.close();
  }

  String path() {
    return folder.toString();
  }

  String id() {
    return table.snapshot().tableId();
  }

  /** A commit of one file, or of one for each combination of partition values. */
  List<DataFile> append(Row... rows) {
    List<DataFile> files = write(rows);
    append(files);
    return files;
  }

  long append(List<DataFile> files) {
    return table.commit(TableCommit.append(TableOperation.WRITE, files, List.of()));
  }

  /** Data files that no commit has. */
  List<DataFile> write(Row... rows) {
    return write(table.schema(), rows);
  }

  List<DataFile> write(StructType schema, Row... rows) {
    RowFiles files =
        new RowFiles(
            new FileTarget(
                table.dataFolder(),
                schema,
                table.snapshot().partitionColumns(),
                new FileLimits(1 << 20)));
    try {
      for (Row row : rows) {
        files.write(row);
      }
      return files.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next version, with these actions. */
  long commit(String... actions) {
    return commit(List.of(actions));
  }

  long commit(List<String> actions) {
    long version = table.version() + 1;
    try {
      Files.writeString(log(version), actions.stream().collect(Collectors.joining("\n", "", "\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return version;
  }

  /** OPTIMIZE: the same rows in other files. */
  long rearrange(List<DataFile> from, List<DataFile> into) {
    List<String> actions = new ArrayList<>(List.of(info("OPTIMIZE")));
    from.forEach(file -> actions.add(remove(file, false)));
    into.forEach(file -> actions.add(add(file, false)));
    return commit(actions);
  }

  long delete(DataFile... files) {
    List<String> actions = new ArrayList<>(List.of(info("DELETE")));
    Arrays.stream(files).forEach(file -> actions.add(remove(file, true)));
    return commit(actions);
  }

  long rewrite(List<DataFile> from, List<DataFile> into) {
    List<String> actions = new ArrayList<>(List.of(info("MERGE")));
    from.forEach(file -> actions.add(remove(file, true)));
    into.forEach(file -> actions.add(add(file, true)));
    return commit(actions);
  }

  /** ALTER TABLE, or anything that changes the columns. */
  long redefine(String operation, StructType schema, String... moreActions) {
    List<String> actions = new ArrayList<>(List.of(info(operation), metadata(id(), schema)));
    actions.addAll(List.of(moreActions));
    return commit(actions);
  }

  static String info(String operation) {
    return "{\"commitInfo\":{\"timestamp\":1700000000000,\"operation\":\"%s\"}}"
        .formatted(operation);
  }

  String metadata(String id, StructType schema) {
    String json = SparkSchema.json(schema).replace("\\", "\\\\").replace("\"", "\\\"");
    String partitions =
        table.snapshot().partitionColumns().stream()
            .map(column -> '"' + column + '"')
            .collect(Collectors.joining(","));
    return ("{\"metaData\":{\"id\":\"%s\",\"format\":{\"provider\":\"parquet\",\"options\":{}},"
            + "\"schemaString\":\"%s\",\"partitionColumns\":[%s],\"configuration\":{}}}")
        .formatted(id, json, partitions);
  }

  String add(DataFile file, boolean dataChange) {
    String partitions =
        file.partitionValues().entrySet().stream()
            .map(
                e ->
                    "\"%s\":%s"
                        .formatted(
                            e.getKey(), e.getValue() == null ? null : '"' + e.getValue() + '"'))
            .collect(Collectors.joining(","));
    return ("{\"add\":{\"path\":\"%s\",\"partitionValues\":{%s},\"size\":%d,"
            + "\"modificationTime\":%d,\"dataChange\":%s}}")
        .formatted(
            table.name(file), partitions, file.sizeBytes(), file.modifiedMillis(), dataChange);
  }

  String remove(DataFile file, boolean dataChange) {
    return "{\"remove\":{\"path\":\"%s\",\"deletionTimestamp\":1700000000000,\"dataChange\":%s}}"
        .formatted(table.name(file), dataChange);
  }

  Path log(long version) {
    return folder.resolve("_delta_log/%020d.json".formatted(version));
  }

  String name(DataFile file) {
    return table.name(file);
  }

  long version() {
    return table.version();
  }
}
