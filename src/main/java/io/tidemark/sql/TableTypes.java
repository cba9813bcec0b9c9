package io.tidemark.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * DuckDB's types as those of tables: the next larger one where tables have none. DuckDB itself
 * reads the text of a type.
 */
final class TableTypes {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a column of a Parquet file of a Delta table can't have in its name. */
  private static final String NOT_IN_NAMES = " ,;{}()\n\t=";

  private final Connection connection;
  private final String where;
  private final List<Problem> problems;

  /**
   * @param where the column
   * @param problems gets what is wrong
   */
  TableTypes(Connection connection, String where, List<Problem> problems) {
    this.connection = connection;
    this.where = where;
    this.problems = problems;
  }

  /**
   * @throws UserException if there are names that a table can't have, naming each
   */
  static void checkNames(StructType columns, SqlText sql) {
    List<Problem> problems = new ArrayList<>();
    checkNames(columns, sql, problems);
    if (!problems.isEmpty()) {
      throw new UserException(problems, null);
    }
  }

  private static void checkNames(DataType type, SqlText sql, List<Problem> problems) {
    if (type instanceof ArrayType array) {
      checkNames(array.element(), sql, problems);
    } else if (type instanceof MapType map) {
      checkNames(map.key(), sql, problems);
      checkNames(map.value(), sql, problems);
    } else if (type instanceof StructType struct) {
      for (StructField field : struct.fields()) {
        if (field.name().chars().anyMatch(c -> NOT_IN_NAMES.indexOf(c) >= 0)) {
          problems.add(
              new Problem(
                  sql.name(),
                  "a column of a table can't be named '%s'".formatted(field.name()),
                  "give it a name without blanks and signs: … AS name"));
        }
        checkNames(field.type(), sql, problems);
      }
    }
  }

  /**
   * @param type as DuckDB writes it: {@code STRUCT(x INTEGER, y VARCHAR[])}
   */
  DataType of(String type) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT json_serialize_sql(?)::VARCHAR")) {
      statement.setString(1, "SELECT CAST(NULL AS " + type + ")");
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        JsonNode tree = JSON.readTree(result.getString(1));
        return of(tree.at("/statements/0/node/select_list/0/type_expr"));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("DuckDB's syntax tree is not JSON", e);
    }
  }

  private DataType of(JsonNode type) {
    JsonNode children = type.path("children");
    String name = type.path("type_name").asText().toUpperCase(Locale.ROOT);
    return switch (name) {
      case "VARCHAR", "UUID", "ENUM", "JSON" -> PrimitiveType.STRING;
      case "BOOLEAN" -> PrimitiveType.BOOLEAN;
      case "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT" -> PrimitiveType.INT;
      case "BIGINT", "UINTEGER" -> PrimitiveType.BIGINT;
      case "UBIGINT" -> new DecimalType(20, 0);
      case "HUGEINT", "UHUGEINT" -> new DecimalType(38, 0);
      case "FLOAT", "DOUBLE" -> PrimitiveType.DOUBLE;
      case "DECIMAL" ->
          new DecimalType(
              children.at("/0/literal/text").asInt(), children.at("/1/literal/text").asInt());
      case "TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE" -> PrimitiveType.TIMESTAMP;
      case "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> PrimitiveType.TIMESTAMP;
      case "DATE" -> PrimitiveType.DATE;
      case "BLOB" -> PrimitiveType.BINARY;
      case "LIST", "ARRAY" -> new ArrayType(of(children.path(0)));
      case "MAP" -> new MapType(of(children.path(0)), of(children.path(1)));
      case "STRUCT" -> struct(children);
      default -> none(name);
    };
  }

  private StructType struct(JsonNode children) {
    List<StructField> fields = new ArrayList<>();
    for (JsonNode child : children) {
      fields.add(new StructField(child.path("alias").asText(), of(child), true));
    }
    return new StructType(fields);
  }

  private DataType none(String name) {
    problems.add(
        name.equals("NULL")
            ? new Problem(where, "it is always null, so it has no type", "CAST(NULL AS VARCHAR)")
            : new Problem(where, "tables have no type " + name, "cast it, to VARCHAR for one"));
    return PrimitiveType.STRING;
  }
}
