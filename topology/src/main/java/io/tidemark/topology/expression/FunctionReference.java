package io.tidemark.topology.expression;

import io.tidemark.topology.expression.compile.AggregateName;
import io.tidemark.topology.expression.function.FunctionGroup;
import io.tidemark.topology.expression.function.Functions;
import io.tidemark.topology.expression.function.SqlFunction;
import java.util.List;
import java.util.stream.Collectors;

/** The reference of all functions, as Markdown, made from the functions themselves. */
public final class FunctionReference {

  private static final String INTRODUCTION =
      """
      # Functions in expressions

      Generated from the code; a test fails when they differ. Expressions are Spark SQL's, with its ANSI mode on.

      - A function of null is null, unless its line says otherwise. Names are taken without regard to case.
      - A value that can't be computed (a failed `CAST`, an overflow, a division by zero) makes the record a bad one.
        `TRY_CAST` and the `try_…` functions give null instead.
      - `7 / 2` is 3.5; `DIV` divides whole numbers. `items[0]` is the first element, and null beyond the last one;
        `tags['env']` is the value of a map's key; `items.price` is the array of all the items' prices.
      - A text is cast to what it meets: `'5' + 1` is 6, `event_time > '2025-06-22'` compares times.
      - Times are in UTC, to the microsecond. `CAST(text AS TIMESTAMP)` reads ISO-8601, with or without `T` and zone.
      - Two texts are compared by their UTF-8 bytes.
      - A column may be called `timestamp`, `value`, `count`, `window`, `order`, `end`, …. The words that need backticks:
        `and as between case distinct div else false ilike in is like not null or then true when`.

      Operators, from the tightest: `.` `[]` `::`, sign, `* / % DIV`, `+ - ||`, `= == <=> <> != < <= > >=`,
      `BETWEEN` `IN` `LIKE` `ILIKE` `RLIKE` `IS [NOT] NULL|TRUE|FALSE|DISTINCT FROM`, `NOT`, `AND`, `OR`.
      Times and dates take `± INTERVAL '5 minutes'` (or `INTERVAL 5 MINUTES`), dates also `± days`.
      """;

  private FunctionReference() {}

  public static String markdown() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    Functions.groups().forEach(group -> append(group, text));
    text.append(
        "\n## Aggregate functions\n\nIn a `group_by`'s `aggregate` only; nulls are left out.\n\n");
    text.append("| function | result | what |\n|---|---|---|\n");
    for (AggregateName name : AggregateName.ALL) {
      appendRow(text, List.of(code(name.names()), type(name.result()), name.summary()));
    }
    return text.toString();
  }

  private static void append(FunctionGroup group, StringBuilder text) {
    text.append("\n## ").append(group.title()).append("\n\n");
    text.append("| function | result | what | examples |\n|---|---|---|---|\n");
    for (SqlFunction function : group.functions()) {
      appendRow(
          text,
          List.of(
              title(function), type(function.result()), function.summary(), examples(function)));
    }
  }

  private static String title(SqlFunction function) {
    List<String> others = function.names().subList(1, function.names().size());
    return "`" + function.signature() + "`" + (others.isEmpty() ? "" : ", also " + code(others));
  }

  private static String examples(SqlFunction function) {
    return function.examples().stream()
        .map(e -> "`" + e.call() + "` → `" + e.result() + "`")
        .collect(Collectors.joining("<br>"));
  }

  /** So that no angle bracket is taken for HTML. */
  private static String type(String result) {
    return result.replace("<", "&lt;");
  }

  private static String code(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  private static void appendRow(StringBuilder text, List<String> cells) {
    text.append("| ");
    text.append(cells.stream().map(c -> c.replace("|", "\\|")).collect(Collectors.joining(" | ")));
    text.append(" |\n");
  }
}
