package io.tidemark.delta.source;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.MapType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.NearestName;
import io.tidemark.row.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Whether rows of some columns can be read from a table with other columns. Pure. */
final class SchemaFit {

  /** What a column means that is wanted and that the table doesn't have. */
  enum Missing {
    /** The table didn't have it yet: it is null. */
    NULL,
    /** A mistake. */
    PROBLEM
  }

  private final Missing missing;
  private final List<Problem> problems = new ArrayList<>();

  private SchemaFit(Missing missing) {
    this.missing = missing;
  }

  /** Why not, a problem a column; empty when they can. */
  static List<Problem> problems(StructType wanted, StructType table, Missing missing) {
    SchemaFit fit = new SchemaFit(missing);
    fit.structs(wanted, table, "");
    return List.copyOf(fit.problems);
  }

  private void structs(StructType wanted, StructType table, String path) {
    for (StructField field : wanted.fields()) {
      String column = path + field.name();
      table
          .find(field.name())
          .ifPresentOrElse(
              position -> fields(field, table.field(position), column),
              () -> missing(field, table, column));
    }
  }

  private void fields(StructField wanted, StructField table, String column) {
    if (table.nullable() && !wanted.nullable()) {
      add(column, "may be null in the table, and is read as NOT NULL", "");
    }
    types(wanted.type(), table.type(), column);
  }

  private void missing(StructField wanted, StructType table, String column) {
    if (missing == Missing.PROBLEM) {
      add(
          column,
          "is not among the table's columns " + table.names(),
          NearestName.hint(wanted.name(), table.names()));
    } else if (!wanted.nullable()) {
      add(column, "is NOT NULL, and the table didn't have it then", "");
    }
  }

  private void types(DataType wanted, DataType table, String column) {
    if (wanted instanceof StructType w && table instanceof StructType t) {
      structs(w, t, column + ".");
    } else if (wanted instanceof ArrayType w && table instanceof ArrayType t) {
      types(w.element(), t.element(), column + ".element");
    } else if (wanted instanceof MapType w && table instanceof MapType t) {
      types(w.key(), t.key(), column + ".key");
      types(w.value(), t.value(), column + ".value");
    } else if (!wanted.equals(table)) {
      add(column, "is %s in the table, and is read as %s".formatted(table.ddl(), wanted.ddl()), "");
    }
  }

  private void add(String column, String what, String remedy) {
    problems.add(new Problem("", "column " + column + " " + what, remedy));
  }
}
