package io.tidemark.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * One query, as DuckDB itself parses it: {@code json_serialize_sql} gives the syntax tree of
 * statements that only read, and refuses all others.
 *
 * @param sql in DuckDB's quoting
 * @param tables what it reads, in the order met; not the names that it defines itself by WITH
 * @param listsTables whether it is SHOW TABLES
 */
record ParsedQuery(String sql, Set<TableReference> tables, boolean listsTables) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @throws UserException if it isn't SQL, isn't one query, or would change something
   */
  static ParsedQuery parse(Connection connection, String text) throws SQLException {
    String sql = SparkQuoting.toStandard(text);
    JsonNode answer = serialize(connection, sql);
    if (answer.path("error").asBoolean()) {
      throw refusal(sql, answer);
    }
    int statements = answer.path("statements").size();
    if (statements != 1) {
      throw new UserException(
          new Problem(
              "query",
              statements == 0 ? "it is empty" : "it has " + statements + " statements",
              "give one SELECT"));
    }
    Set<String> defined = new HashSet<>();
    collectDefined(answer, defined);
    Set<TableReference> tables = new LinkedHashSet<>();
    collectTables(answer, defined, tables);
    JsonNode from = answer.at("/statements/0/node/from_table");
    boolean listsTables =
        from.path("type").asText().equals("SHOW_REF")
            && from.path("table_name").asText().equalsIgnoreCase("\"tables\"");
    return new ParsedQuery(sql, tables, listsTables);
  }

  private static JsonNode serialize(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT json_serialize_sql(?)::VARCHAR")) {
      statement.setString(1, sql);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return JSON.readTree(result.getString(1));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("DuckDB's syntax tree is not JSON", e);
    }
  }

  private static UserException refusal(String sql, JsonNode answer) {
    if (answer.path("error_type").asText().equals("parser")) {
      return new UserException(
          new Problem(
              SqlErrors.place(sql, answer.path("position")),
              answer.path("error_message").asText(),
              ""));
    }
    return new UserException(
        new Problem(
            "query",
            "only statements that read can be run",
            "SELECT, WITH, VALUES, DESCRIBE, SUMMARIZE and SHOW TABLES do"));
  }

  private static void collectDefined(JsonNode node, Set<String> names) {
    for (JsonNode entry : node.path("cte_map").path("map")) {
      names.add(entry.path("key").asText().toLowerCase(Locale.ROOT));
    }
    node.forEach(child -> collectDefined(child, names));
  }

  private static void collectTables(
      JsonNode node, Set<String> defined, Set<TableReference> tables) {
    if (node.path("type").asText().equals("BASE_TABLE")) {
      TableReference table =
          new TableReference(
              StreamSupport.stream(node.path("qualified_name").path("path").spliterator(), false)
                  .map(JsonNode::asText)
                  .toList());
      boolean isDefined =
          table.names().size() == 1 && defined.contains(table.last().toLowerCase(Locale.ROOT));
      if (!isDefined) {
        tables.add(table);
      }
    }
    node.forEach(child -> collectTables(child, defined, tables));
  }
}
