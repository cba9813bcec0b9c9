package io.tidemark.sql;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statements that other engines have and that aren't possible here, and what to do instead. */
final class Refusals {

  private static final String NO_CHANGES =
      "rows are added to tables, never changed: make another one with"
          + " CREATE TABLE … AS SELECT …, or let a pipeline write it in output mode update";
  private static final String NO_ENGINE =
      "SQL reaches Delta tables and nothing else; --allow-files lets queries read other files";
  private static final String NO_SETTINGS = "each statement runs for itself, with times in UTC";

  private static final Map<String, String> REMEDIES = remedies();

  private Refusals() {}

  private static Map<String, String> remedies() {
    Map<String, String> remedies = new LinkedHashMap<>();
    remedies.put("DROP TABLE", "delete its folder, when no pipeline writes or reads it any more");
    remedies.put("DROP", "only tables are kept, each in its folder");
    remedies.put("DELETE", NO_CHANGES);
    remedies.put("UPDATE", NO_CHANGES);
    remedies.put("MERGE", NO_CHANGES);
    remedies.put("TRUNCATE", NO_CHANGES);
    remedies.put("INSERT OVERWRITE", NO_CHANGES);
    remedies.put("INSERT OR", NO_CHANGES);
    remedies.put("REPLACE", NO_CHANGES);
    remedies.put(
        "ALTER", "a pipeline that writes more columns adds them; else CREATE TABLE … AS SELECT …");
    remedies.put("CREATE OR REPLACE TABLE", "give the new table another name");
    remedies.put("CREATE SCHEMA", "a schema is a folder: CREATE TABLE `schema`.name (…) makes it");
    remedies.put(
        "CREATE DATABASE", "a schema is a folder: CREATE TABLE `schema`.name (…) makes it");
    remedies.put("CREATE", "CREATE TABLE makes a table, WITH names a query inside another");
    remedies.put("USE", "write the schema before the table's name, or choose it by --warehouse");
    remedies.put("RESTORE", "CREATE TABLE … AS SELECT * FROM … VERSION AS OF … copies a version");
    for (String word :
        List.of(
            "ATTACH",
            "DETACH",
            "INSTALL",
            "LOAD",
            "EXPORT",
            "IMPORT",
            "CALL",
            "CHECKPOINT",
            "UPDATE_EXTENSIONS")) {
      remedies.put(word, NO_ENGINE);
    }
    for (String word : List.of("SET", "RESET", "PRAGMA")) {
      remedies.put(word, NO_SETTINGS);
    }
    for (String word : List.of("BEGIN", "START", "COMMIT", "ROLLBACK", "END", "ABORT")) {
      remedies.put(word, "each statement that writes is one commit by itself");
    }
    for (String word : List.of("PREPARE", "EXECUTE", "DEALLOCATE", "ANALYZE")) {
      remedies.put(word, "SELECT reads tables");
    }
    return remedies;
  }

  /**
   * @throws UserException if the statement is one of them
   */
  static void check(TokenCursor cursor) {
    if (cursor.isAt("CREATE", "TABLE")) {
      return;
    }
    for (Map.Entry<String, String> refused : REMEDIES.entrySet()) {
      if (cursor.isAt(refused.getKey().split(" ", -1))) {
        throw new UserException(
            new Problem(
                cursor.sql().where(0),
                refused.getKey() + " isn't possible here",
                refused.getValue()));
      }
    }
  }
}
