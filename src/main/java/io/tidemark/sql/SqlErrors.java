package io.tidemark.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.sql.SQLException;

/** What DuckDB throws, told to a person. */
final class SqlErrors {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SqlErrors() {}

  /** An error of a query; {@code shift} characters stood before it in what DuckDB was given. */
  static UserException translate(String sql, int shift, SQLException error) {
    JsonNode details = details(error);
    String type = details.path("exception_type").asText();
    String message = details.path("exception_message").asText(String.valueOf(error.getMessage()));
    JsonNode position = details.path("position");
    int at = position.isMissingNode() ? -1 : position.asInt() - shift;
    return new UserException(new Problem(place(sql, at), what(type, message), remedy(type)), error);
  }

  private static String what(String type, String message) {
    if (type.equals("Permission")) {
      return "a query reads tables and nothing else ("
          + decapitalized(message.replaceFirst(" - file system operations.*", ""))
          + ")";
    }
    return decapitalized(message.strip().replaceAll("[!.;]*(\\R\\s*)+", "; "));
  }

  private static String remedy(String type) {
    return type.equals("Permission") ? "name a table, or its folder as delta.`path`" : "";
  }

  private static String decapitalized(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  private static JsonNode details(SQLException error) {
    try {
      return JSON.readTree(String.valueOf(error.getMessage()));
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode(); // errors of the driver itself are plain text
    }
  }

  static String place(String sql, JsonNode position) {
    return place(sql, position.isMissingNode() ? -1 : position.asInt());
  }

  /**
   * Where in the query, as people count.
   *
   * @param offset in UTF-8 bytes, as DuckDB counts; below 0 when it did not say
   */
  private static String place(String sql, int offset) {
    if (offset < 0) {
      return "query";
    }
    int line = 1;
    int column = 1;
    int bytes = 0;
    for (int i = 0; i < sql.length() && bytes < offset; ) {
      int c = sql.codePointAt(i);
      i += Character.charCount(c);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      column = c == '\n' ? 1 : column + 1;
      line += c == '\n' ? 1 : 0;
    }
    return line == 1
        ? "query, character " + column
        : "query, line " + line + ", character " + column;
  }
}
