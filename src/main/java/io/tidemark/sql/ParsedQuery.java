package io.tidemark.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * One query, as DuckDB itself parses it: {@code json_serialize_sql} gives the syntax tree of
 * statements that only read, and refuses all others.
 *
 * @param text as the user wrote it
 * @param sql in DuckDB's words
 * @param tables what it reads, in the order met; not the names that it defines itself by WITH
 */
record ParsedQuery(SqlText text, String sql, List<TableUse> tables) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A name that no query uses. */
  private static final String VERSIONS = "__tidemark_versions";

  /**
   * @throws UserException if it isn't SQL, isn't one query, or would change something
   */
  static ParsedQuery parse(Connection connection, SqlText text) throws SQLException {
    String sql = SparkSyntax.toStandard(text.text());
    JsonNode answer = serialize(connection, sql);
    SqlText standard = new SqlText(text.name(), sql, text.line(), text.column());
    if (answer.path("error").asBoolean()) {
      throw refusal(standard, answer);
    }
    int statements = answer.path("statements").size();
    if (statements != 1) {
      throw new UserException(
          new Problem(
              text.name(),
              statements == 0 ? "it is empty" : "it has " + statements + " statements",
              "give one SELECT"));
    }
    List<JsonNode> found = new QueryTables(answer).find();
    Map<Object, TableUse> uses = new LinkedHashMap<>();
    byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
    for (JsonNode node : inReverse(found)) {
      if (node.path("at_clause").isObject()) {
        TableUse use = versioned(node, uses.size(), standard);
        uses.put(node, use);
        bytes = replaced(bytes, node, use.name());
      }
    }
    found.stream()
        .filter(node -> !node.path("at_clause").isObject())
        .map(node -> new TableUse(reference(node)))
        .forEach(use -> uses.putIfAbsent(use.table(), use));
    return new ParsedQuery(
        standard, new String(bytes, StandardCharsets.UTF_8), List.copyOf(uses.values()));
  }

  static TableReference reference(JsonNode baseTable) {
    return new TableReference(
        StreamSupport.stream(baseTable.at("/qualified_name/path").spliterator(), false)
            .map(JsonNode::asText)
            .toList());
  }

  private static TableUse versioned(JsonNode node, int number, SqlText sql) {
    return new TableUse(
        reference(node),
        Optional.of(VersionChoice.of(node.path("at_clause"), sql)),
        new TableReference(List.of(VERSIONS, "v" + number)));
  }

  /** Last in the text first, so that places before it stay true. */
  private static List<JsonNode> inReverse(List<JsonNode> nodes) {
    List<JsonNode> reverse = new ArrayList<>(nodes);
    reverse.sort(Comparator.comparingLong(node -> -node.path("query_location").asLong()));
    return reverse;
  }

  /** The text with another name for a table and its version; as long as before, if it fits. */
  private static byte[] replaced(byte[] sql, JsonNode node, TableReference name) {
    int start = node.path("query_location").asInt();
    int length = node.path("query_location_length").asInt();
    String alias = node.path("alias").asText();
    String columns =
        StreamSupport.stream(node.path("column_name_alias").spliterator(), false)
            .map(column -> DuckDb.quoted(column.asText()))
            .collect(Collectors.joining(", "));
    String text =
        name.toSql()
            + " AS "
            + DuckDb.quoted(alias.isEmpty() ? reference(node).last() : alias)
            + (columns.isEmpty() ? "" : "(" + columns + ")");
    byte[] other = text.getBytes(StandardCharsets.UTF_8);
    int room = Math.max(length, other.length);
    byte[] replaced = Arrays.copyOf(sql, sql.length - length + room);
    Arrays.fill(replaced, start, start + room, (byte) ' ');
    System.arraycopy(other, 0, replaced, start, other.length);
    System.arraycopy(sql, start + length, replaced, start + room, sql.length - start - length);
    return replaced;
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

  private static UserException refusal(SqlText sql, JsonNode answer) {
    if (answer.path("error_type").asText().equals("parser")) {
      return new UserException(
          new Problem(
              sql.whereByte(answer.path("position").asInt(-1)),
              answer.path("error_message").asText(),
              ""));
    }
    return new UserException(
        new Problem(
            sql.name(),
            "this statement isn't possible here",
            "SELECT, WITH, VALUES, DESCRIBE, SUMMARIZE and SHOW TABLES read tables, CREATE TABLE and"
                + " INSERT INTO write them, OPTIMIZE and VACUUM keep them small"));
  }
}
