package io.tidemark.sql;

import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.problem.NearestName;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of tables: {@code orders} is the table in its folder {@code orders}, {@code shop.orders}
 * that in {@code shop/orders}.
 */
final class Warehouse {

  private static final String LOG = "_delta_log";

  private final Path folder;

  Warehouse(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a table that a statement names.
   *
   * @throws UserException if there is none, with what there is instead
   */
  DeltaTable open(TableReference reference, SqlText sql) {
    String path = path(reference);
    if (!isRemote(path) && !Files.isDirectory(Path.of(path).resolve(LOG))) {
      throw missing(reference, path, sql);
    }
    return DeltaTable.open(path);
  }

  /** Whether there is such a table, on a local disk. */
  boolean has(TableReference reference) {
    String path = path(reference);
    return !isRemote(path) && Files.isDirectory(Path.of(path).resolve(LOG));
  }

  /**
   * Where a table is, or would be. Names that differ by case only are the same unless there are
   * both.
   *
   * @throws UserException if the name leads out of the warehouse
   */
  String path(TableReference reference) {
    if (reference.isPath()) {
      return reference.last();
    }
    Path path = folder;
    for (String name : reference.inWarehouse()) {
      boolean isPlain = !name.isEmpty() && name.indexOf('/') < 0 && name.indexOf('\0') < 0;
      if (!isPlain || name.equals("..") || name.equals(".")) {
        throw new UserException(
            new Problem(
                "query",
                "'%s' is no name of a table or schema".formatted(name),
                "a table is a folder in %s; one elsewhere is named delta.`path`"
                    .formatted(folder)));
      }
      path = child(path, name);
    }
    return path.toString();
  }

  private static Path child(Path parent, String name) {
    Path exact = parent.resolve(name);
    if (Files.exists(exact)) {
      return exact;
    }
    List<Path> similar =
        folders(parent).stream()
            .filter(f -> f.getFileName().toString().equalsIgnoreCase(name))
            .toList();
    return similar.size() == 1 ? similar.get(0) : exact;
  }

  /** The names of its tables, sorted; those of sub-folders with the folder's name before. */
  List<String> tables() {
    return Stream.concat(
            tablesIn(folder).stream(),
            folders(folder).stream()
                .flatMap(f -> tablesIn(f).stream().map(t -> f.getFileName() + "." + t)))
        .sorted()
        .toList();
  }

  private UserException missing(TableReference reference, String path, SqlText sql) {
    if (!reference.isPath()) {
      String name = String.join(".", reference.inWarehouse());
      return missing(sql, "no table '" + reference + "' in " + folder, name, tables());
    }
    Path parent = Path.of(path).toAbsolutePath().normalize().getParent();
    List<String> siblings = parent == null ? List.of() : tablesIn(parent);
    String name = String.valueOf(Path.of(path).getFileName());
    return missing(sql, "no Delta table at '" + path + "'", name, siblings);
  }

  private static UserException missing(SqlText sql, String what, String name, List<String> there) {
    String hint = NearestName.hint(name, there);
    String list = there.isEmpty() ? "there are no tables" : "there are " + String.join(", ", there);
    return new UserException(
        new Problem(sql.name(), what, hint.isEmpty() ? list : hint + " (" + list + ")"));
  }

  private static List<String> tablesIn(Path parent) {
    return folders(parent).stream()
        .filter(f -> Files.isDirectory(f.resolve(LOG)))
        .map(f -> f.getFileName().toString())
        .toList();
  }

  private static List<Path> folders(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRemote(String path) {
    return path.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*");
  }
}
