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
   * Opens a table that a query names.
   *
   * @throws UserException if there is none, with what there is instead
   */
  DeltaTable open(TableReference reference) {
    String path = reference.isPath() ? reference.last() : folderOf(reference).toString();
    if (!isRemote(path) && !Files.isDirectory(Path.of(path).resolve(LOG))) {
      throw missing(reference, path);
    }
    return DeltaTable.open(path);
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

  private Path folderOf(TableReference reference) {
    Path path = folder;
    for (String name : reference.names()) {
      boolean isPlain = !name.isEmpty() && Path.of(name).getNameCount() == 1;
      if (!isPlain || Path.of(name).isAbsolute() || name.equals("..") || name.equals(".")) {
        throw missing(reference, folder + "/" + name);
      }
      path = path.resolve(name);
    }
    return path;
  }

  private UserException missing(TableReference reference, String path) {
    if (!reference.isPath()) {
      return missing("no table '" + reference + "' in " + folder, reference.toString(), tables());
    }
    Path parent = Path.of(path).toAbsolutePath().normalize().getParent();
    List<String> siblings = parent == null ? List.of() : tablesIn(parent);
    String name = String.valueOf(Path.of(path).getFileName());
    return missing("no Delta table at '" + path + "'", name, siblings);
  }

  private static UserException missing(String what, String name, List<String> there) {
    String hint = NearestName.hint(name, there);
    String list = there.isEmpty() ? "there are no tables" : "there are " + String.join(", ", there);
    return new UserException(
        new Problem("query", what, hint.isEmpty() ? list : hint + " (" + list + ")"));
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
