package io.tidemark.sql;

import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.TableSnapshot;
import io.tidemark.row.StructField;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One version of a table as a DuckDB view: the columns, types and order of its schema, the rows of
 * its files. A partition column's values come from the log, as its files don't have them; a column
 * that a file doesn't have is null, as it was added later.
 */
final class SnapshotView {

  /** DuckDB's column for the file that a row comes from; a name that no table has. */
  private static final String FILE = "__tidemark_file";

  private final TableSnapshot snapshot;
  private final List<DataFile> files;

  private SnapshotView(TableSnapshot snapshot, List<DataFile> files) {
    this.snapshot = snapshot;
    this.files = files;
  }

  /** Reads the version's files from the log. */
  static SnapshotView of(TableReference reference, TableSnapshot snapshot) {
    List<DataFile> files = snapshot.files();
    files.stream()
        .filter(f -> !f.path().startsWith("/"))
        .findFirst()
        .ifPresent(
            f -> {
              throw new UserException(
                  new Problem(
                      "query",
                      "the files of " + reference + " are not on a local disk (" + f.path() + ")",
                      "SQL reads tables on local disks"));
            });
    return new SnapshotView(snapshot, files);
  }

  long version() {
    return snapshot.version();
  }

  List<String> paths() {
    return files.stream().map(DataFile::path).toList();
  }

  /** Creates the view; what it reads must be allowed. */
  void create(Connection connection, TableReference name) throws SQLException {
    String rows = files.isEmpty() ? emptyRows() : rows(columnsInFiles(connection));
    DuckDb.execute(connection, "CREATE VIEW " + name.toSql() + " AS " + rows);
  }

  private String emptyRows() {
    return select(Set.of(), Set.of()) + " WHERE false";
  }

  private String rows(Set<String> inFiles) {
    List<String> partitions = snapshot.partitionColumns();
    String select = select(inFiles, Set.copyOf(partitions));
    if (partitions.isEmpty()) {
      return select + " FROM " + readParquet() + " f";
    }
    return "%s FROM %s f JOIN (VALUES %s) p(%s, %s) ON f.%s = p.%s"
        .formatted(
            select,
            readParquet(),
            files.stream().map(f -> values(f, partitions)).collect(Collectors.joining(",")),
            FILE,
            partitions.stream().map(DuckDb::quoted).collect(Collectors.joining(",")),
            FILE,
            FILE);
  }

  private String select(Set<String> inFiles, Set<String> partitions) {
    return snapshot.schema().fields().stream()
        .map(
            f ->
                "CAST(%s AS %s) AS %s"
                    .formatted(
                        source(f, inFiles, partitions),
                        DuckDbTypes.of(f.type()),
                        DuckDb.quoted(f.name())))
        .collect(Collectors.joining(", ", "SELECT ", ""));
  }

  private static String source(StructField field, Set<String> inFiles, Set<String> partitions) {
    if (partitions.contains(field.name())) {
      return "p." + DuckDb.quoted(field.name());
    }
    boolean isInFiles = inFiles.contains(field.name().toLowerCase(Locale.ROOT));
    return isInFiles ? "f." + DuckDb.quoted(field.name()) : "NULL";
  }

  private static String values(DataFile file, List<String> partitions) {
    Map<String, @Nullable String> values = file.partitionValues();
    return partitions.stream()
        .map(values::get)
        .map(v -> v == null || v.isEmpty() ? "NULL" : DuckDb.literal(v))
        .collect(Collectors.joining(",", "(" + DuckDb.literal(file.path()) + ",", ")"));
  }

  private String readParquet() {
    return "read_parquet(%s, union_by_name = true, hive_partitioning = false, filename = '%s')"
        .formatted(DuckDb.list(paths()), FILE);
  }

  private Set<String> columnsInFiles(Connection connection) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM " + readParquet() + " LIMIT 0")) {
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        names.add(result.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
