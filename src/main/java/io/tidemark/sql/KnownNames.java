package io.tidemark.sql;

import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.problem.UserException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The columns of the tables that a statement names, as far as it is typed. */
final class KnownNames {

  private final Warehouse warehouse;

  KnownNames(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** In the tables' order; none of what is no table, or can't be read. */
  List<String> columnsOf(String begun) {
    Set<String> columns = new LinkedHashSet<>();
    names(Tokens.of(begun).all()).forEach(name -> columns.addAll(columns(name, begun)));
    return List.copyOf(columns);
  }

  private List<String> columns(TableReference name, String begun) {
    try {
      if (!warehouse.has(name)) {
        return List.of();
      }
      try (DeltaTable table = warehouse.open(name, SqlText.query(begun))) {
        return table.schema().names();
      }
    } catch (UserException e) {
      return List.of(); // running the statement will tell
    }
  }

  /** All that could be a table: names with dots between them. */
  private static List<TableReference> names(List<Token> tokens) {
    List<TableReference> found = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      List<String> parts = new ArrayList<>();
      while (i < tokens.size() && tokens.get(i).isName()) {
        parts.add(tokens.get(i).value());
        i++;
        boolean goesOn =
            i + 1 < tokens.size() && tokens.get(i).isSign('.') && tokens.get(i + 1).isName();
        if (!goesOn) {
          break;
        }
        i++;
      }
      if (parts.isEmpty()) {
        i++;
      } else {
        found.add(new TableReference(parts));
      }
    }
    return found;
  }
}
