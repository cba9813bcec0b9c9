package io.tidemark.sql;

import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableSnapshot;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a query reads, as views in a DuckDB that then reaches nothing else. */
final class QueryViews {

  private static final Pattern FILE_NAME = Pattern.compile(".*[./*].*");

  private final Warehouse warehouse;
  private final Set<Permission> permissions;
  private final Map<TableUse, SnapshotView> views = new LinkedHashMap<>();
  private final Map<String, String> paths = new HashMap<>();

  QueryViews(Warehouse warehouse, Set<Permission> permissions) {
    this.warehouse = warehouse;
    this.permissions = permissions;
  }

  /**
   * Makes them. From then on DuckDB reads their files and can be told nothing else.
   *
   * @param others files that it may write all the same
   */
  void create(Connection connection, ParsedQuery query, List<String> others) throws SQLException {
    for (TableUse use : query.tables()) {
      if (!isFile(use)) {
        open(use, query.text());
      }
    }
    for (TableUse use : views.keySet()) {
      if (use.name().names().size() > 2) {
        DuckDb.execute(
            connection,
            "ATTACH IF NOT EXISTS ':memory:' AS " + DuckDb.quoted(use.name().names().get(0)));
      }
    }
    lock(connection, others);
    for (Map.Entry<TableUse, SnapshotView> view : views.entrySet()) {
      List<String> names = view.getKey().name().names();
      if (names.size() > 1) {
        String schema = new TableReference(names.subList(0, names.size() - 1)).toSql();
        DuckDb.execute(connection, "CREATE SCHEMA IF NOT EXISTS " + schema);
      }
      try {
        view.getValue().create(connection, view.getKey().name());
      } catch (SQLException e) {
        requireFiles(e);
        throw e;
      }
    }
  }

  /**
   * When a query has failed.
   *
   * @throws UserException if a file's absence may have made it fail
   */
  void requireFiles(SQLException failure) {
    for (Map.Entry<TableUse, SnapshotView> view : views.entrySet()) {
      for (String path : view.getValue().paths()) {
        if (!Files.exists(Path.of(path))) {
          throw new UserException(
              new Problem(
                  view.getKey().table().toString(),
                  "version %d has the data file %s, which is not there"
                      .formatted(view.getValue().version(), path),
                  "restore it from a copy; of an older version, VACUUM may have deleted it"),
              failure);
        }
      }
    }
  }

  private void open(TableUse use, SqlText sql) {
    String path = warehouse.path(use.table());
    String other = paths.putIfAbsent(use.name().toSql().toLowerCase(Locale.ROOT), path);
    if (other != null && !other.equals(path)) {
      throw new UserException(
          new Problem(
              sql.name(),
              "the names of %s and %s differ by case only".formatted(other, path),
              "name one by its folder: delta.`" + path + "`"));
    } else if (other == null) {
      try (DeltaTable table = warehouse.open(use.table(), sql)) {
        TableSnapshot snapshot =
            use.version().map(v -> v.of(table, sql)).orElseGet(table::snapshot);
        views.put(use, SnapshotView.of(use.table(), snapshot));
      }
    }
  }

  /** DuckDB itself knows what to make of {@code 'file.csv'}. */
  private boolean isFile(TableUse use) {
    return permissions.contains(Permission.FILES)
        && use.table().names().size() == 1
        && FILE_NAME.matcher(use.table().last()).matches();
  }

  private void lock(Connection connection, List<String> others) throws SQLException {
    if (!permissions.contains(Permission.FILES)) {
      List<String> paths = new ArrayList<>(others);
      views.values().forEach(view -> paths.addAll(view.paths()));
      DuckDb.allowOnly(connection, paths);
    }
    DuckDb.lock(connection);
  }
}
