package io.tidemark.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Recursive descent over Spark's column DDL; used once per text. */
final class DdlParser {

  private final String text;
  private int at;

  DdlParser(String text) {
    this.text = text;
  }

  StructType parse() {
    StructType type = new StructType(fields());
    skipBlanks();
    if (at < text.length()) {
      throw expected("',' or the end");
    }
    return type;
  }

  private List<StructField> fields() {
    List<StructField> fields = new ArrayList<>();
    do {
      int start = at;
      String name = name();
      if (fields.stream().anyMatch(f -> f.name().equals(name))) {
        throw new DdlException(start, "column '" + name + "' is there twice");
      }
      take(':'); // Spark takes it or leaves it, at every level
      DataType type = type();
      boolean nullable = !(takeWord("NOT") && requireWord("NULL"));
      if (takeWord("COMMENT")) {
        quoted('\'');
      }
      fields.add(new StructField(name, type, nullable));
    } while (take(','));
    return fields;
  }

  private DataType type() {
    int start = skipBlanks();
    String word = word();
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "STRING" -> PrimitiveType.STRING;
      case "BOOLEAN" -> PrimitiveType.BOOLEAN;
      case "INT", "INTEGER" -> PrimitiveType.INT;
      case "BIGINT", "LONG" -> PrimitiveType.BIGINT;
      case "DOUBLE" -> PrimitiveType.DOUBLE;
      case "TIMESTAMP" -> PrimitiveType.TIMESTAMP;
      case "DATE" -> PrimitiveType.DATE;
      case "BINARY" -> PrimitiveType.BINARY;
      case "DECIMAL", "DEC", "NUMERIC" -> decimal(start);
      case "ARRAY" -> array();
      case "MAP" -> map();
      case "STRUCT" -> struct();
      default ->
          throw new DdlException(
              start,
              "expected a type at position %d, found '%s'; the types are STRING, BOOLEAN, INT, BIGINT, DOUBLE, DECIMAL(p,s), TIMESTAMP, DATE, BINARY, ARRAY<…>, MAP<…, …>, STRUCT<name: …>"
                  .formatted(start, word.isEmpty() ? rest() : word));
    };
  }

  private DataType decimal(int start) {
    if (!take('(')) {
      return new DecimalType(10, 0);
    }
    int precision = number();
    int scale = take(',') ? number() : 0;
    require(')');
    try {
      return new DecimalType(precision, scale);
    } catch (IllegalArgumentException e) {
      throw new DdlException(start, e.getMessage());
    }
  }

  private DataType array() {
    require('<');
    DataType element = type();
    require('>');
    return new ArrayType(element);
  }

  private DataType map() {
    require('<');
    DataType key = type();
    require(',');
    DataType value = type();
    require('>');
    return new MapType(key, value);
  }

  private DataType struct() {
    require('<');
    List<StructField> fields = fields();
    require('>');
    return new StructType(fields);
  }

  private String name() {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == '`') {
      return quoted('`');
    }
    String word = word();
    if (word.isEmpty()) {
      throw expected("a column name");
    }
    return word;
  }

  private String quoted(char quote) {
    skipBlanks();
    int start = at;
    require(quote);
    StringBuilder name = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != quote) {
        name.append(c);
      } else if (at < text.length() && text.charAt(at) == quote) {
        name.append(quote);
        at++;
      } else {
        return name.toString();
      }
    }
    throw new DdlException(start, "the quote at position " + start + " is never closed");
  }

  private String word() {
    int start = skipBlanks();
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return text.substring(start, at);
  }

  private int number() {
    String digits = word();
    if (digits.isEmpty() || digits.length() > 4 || !digits.chars().allMatch(Character::isDigit)) {
      throw expected("a number");
    }
    return Integer.parseInt(digits);
  }

  private boolean takeWord(String word) {
    int start = at;
    if (word().equalsIgnoreCase(word)) {
      return true;
    }
    at = start;
    return false;
  }

  private boolean requireWord(String word) {
    if (!takeWord(word)) {
      throw expected(word);
    }
    return true;
  }

  private boolean take(char c) {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void require(char c) {
    if (!take(c)) {
      throw expected("'" + c + "'");
    }
  }

  private int skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private DdlException expected(String what) {
    return new DdlException(at, "expected %s at position %d, found %s".formatted(what, at, rest()));
  }

  private String rest() {
    if (at >= text.length()) {
      return "the end";
    }
    return "'" + text.substring(at, Math.min(text.length(), at + 20)) + "'";
  }
}
