package io.tidemark.cli.prompt;

import io.tidemark.sql.SqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Words of SQL, tables of the warehouse, and columns of the tables that are named in the line. */
final class SqlCompletion implements Completer {

  private static final List<String> WORDS =
      List.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP BY",
          "ORDER BY",
          "HAVING",
          "LIMIT",
          "JOIN",
          "LEFT JOIN",
          "ON",
          "USING",
          "AS",
          "AND",
          "OR",
          "NOT",
          "IN",
          "IS NULL",
          "BETWEEN",
          "LIKE",
          "CASE",
          "WHEN",
          "THEN",
          "ELSE",
          "END",
          "DISTINCT",
          "UNION ALL",
          "WITH",
          "VALUES",
          "CREATE TABLE",
          "IF NOT EXISTS",
          "PARTITIONED BY",
          "INSERT INTO",
          "DESCRIBE",
          "DESCRIBE HISTORY",
          "DESCRIBE DETAIL",
          "SHOW TABLES",
          "VERSION AS OF",
          "TIMESTAMP AS OF",
          "OPTIMIZE",
          "VACUUM",
          "RETAIN",
          "HOURS",
          "DRY RUN",
          "EXPLAIN",
          "SUMMARIZE",
          "CAST(",
          "count(*)",
          "sum(",
          "avg(",
          "min(",
          "max(",
          "STRING",
          "BIGINT",
          "INT",
          "DOUBLE",
          "DECIMAL(",
          "BOOLEAN",
          "TIMESTAMP",
          "DATE",
          "BINARY",
          "ARRAY<",
          "MAP<",
          "STRUCT<");

  private final SqlSession session;

  SqlCompletion(SqlSession session) {
    this.session = session;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    candidates.addAll(candidates(line));
  }

  List<Candidate> candidates(ParsedLine line) {
    List<Candidate> candidates = new ArrayList<>();
    String typed = line.word().substring(0, line.wordCursor());
    boolean isLower = !typed.isEmpty() && typed.equals(typed.toLowerCase(Locale.ROOT));
    for (String word : WORDS) {
      add(isLower ? word.toLowerCase(Locale.ROOT) : word, typed, "sql", candidates);
    }
    session.tables().forEach(table -> add(quoted(table), typed, "tables", candidates));
    session
        .columnsOf(line.line())
        .forEach(column -> add(quoted(column), typed, "columns", candidates));
    return candidates;
  }

  private static void add(String word, String typed, String group, List<Candidate> candidates) {
    if (plain(word).startsWith(plain(typed))) {
      boolean isOpen = word.endsWith("(") || word.endsWith("<");
      candidates.add(new Candidate(word, word, group, null, null, null, !isOpen));
    }
  }

  /** Quotes and case needn't be typed to find a name. */
  private static String plain(String name) {
    return name.replace("`", "").toLowerCase(Locale.ROOT);
  }

  /** As it has to be written: {@code `my-schema`.myTable}. */
  private static String quoted(String name) {
    StringBuilder quoted = new StringBuilder();
    for (String part : name.split("\\.", -1)) {
      boolean isPlain = part.matches("[\\p{Alpha}_]\\w*");
      quoted.append(quoted.isEmpty() ? "" : ".");
      quoted.append(isPlain ? part : "`" + part.replace("`", "``") + "`");
    }
    return quoted.toString();
  }
}
