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

  /**
   * An error of a statement.
   *
   * @param shift how many characters stood before it in what DuckDB was given
   */
  static UserException translate(SqlText sql, int shift, SQLException error) {
    JsonNode details = details(error);
    String type = details.path("exception_type").asText();
    String message = details.path("exception_message").asText(String.valueOf(error.getMessage()));
    JsonNode position = details.path("position");
    int at = position.isMissingNode() ? -1 : position.asInt() - shift;
    return new UserException(
        new Problem(sql.whereByte(at), what(type, message), remedy(type)), error);
  }

  private static String what(String type, String message) {
    return switch (type) {
      case "Permission" ->
          "a query reads tables and nothing else ("
              + decapitalized(message.replaceFirst(" - file system operations.*", ""))
              + ")";
      case "INTERRUPT" -> "it was stopped";
      default -> decapitalized(message.strip().replaceAll("[!.;]*(\\R\\s*)+", "; "));
    };
  }

  private static String remedy(String type) {
    return type.equals("Permission")
        ? "name a table, or its folder as delta.`path`; --allow-files lets queries read other files"
        : "";
  }

  private static String decapitalized(String text) {
    boolean isWord = text.length() > 1 && Character.isLowerCase(text.charAt(1));
    return isWord ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
  }

  private static JsonNode details(SQLException error) {
    try {
      return JSON.readTree(String.valueOf(error.getMessage()));
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode(); // errors of the driver itself are plain text
    }
  }
}
