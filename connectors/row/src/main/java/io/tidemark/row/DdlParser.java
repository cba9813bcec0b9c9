package io.tidemark.row;

import io.tidemark.row.problem.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Recursive descent over Spark's column DDL; used once per text. */
final class DdlParser {

  /** No real schema comes near; what reads and writes values recurses as deep as the types. */
  private static final int MAX_DEPTH = 100;

  private static final List<String> TYPES =
      List.of(
          "STRING",
          "BOOLEAN",
          "INT",
          "BIGINT",
          "DOUBLE",
          "DECIMAL",
          "TIMESTAMP",
          "DATE",
          "BINARY",
          "ARRAY",
          "MAP",
          "STRUCT");

  private final DdlScanner scanner;
  private int depth;

  DdlParser(String text) {
    this.scanner = new DdlScanner(text);
  }

  StructType parse() {
    StructType type = fields();
    if (!scanner.isAtEnd()) {
      throw scanner.expected("',' or the end");
    }
    return type;
  }

  private StructType fields() {
    List<StructField> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    do {
      int start = scanner.position();
      StructField field = field();
      if (!names.add(field.name())) {
        throw new DdlException(start, "column '" + field.name() + "' is there twice");
      }
      fields.add(field);
    } while (scanner.take(','));
    return new StructType(fields);
  }

  /** Spark takes the colon or leaves it, at every level. */
  private StructField field() {
    String name = scanner.name();
    scanner.take(':');
    DataType type = type();
    boolean nullable = !scanner.takeWord("NOT");
    if (!nullable && !scanner.takeWord("NULL")) {
      throw scanner.expected("NULL");
    }
    if (scanner.takeWord("COMMENT")) {
      scanner.comment();
    }
    return new StructField(name, type, nullable);
  }

  private DataType type() {
    int start = scanner.position();
    if (++depth > MAX_DEPTH) {
      throw new DdlException(start, "types are nested more than " + MAX_DEPTH + " deep");
    }
    String word = scanner.word().toUpperCase(Locale.ROOT);
    DataType type =
        switch (word) {
          case "STRING" -> PrimitiveType.STRING;
          case "BOOLEAN" -> PrimitiveType.BOOLEAN;
          case "INT", "INTEGER" -> PrimitiveType.INT;
          case "BIGINT", "LONG" -> PrimitiveType.BIGINT;
          case "DOUBLE" -> PrimitiveType.DOUBLE;
          case "TIMESTAMP", "TIMESTAMP_LTZ" -> PrimitiveType.TIMESTAMP;
          case "DATE" -> PrimitiveType.DATE;
          case "BINARY" -> PrimitiveType.BINARY;
          case "DECIMAL", "DEC", "NUMERIC" -> decimal(start);
          case "ARRAY" -> array();
          case "MAP" -> map();
          case "STRUCT" -> struct();
          default -> throw notAType(start, word);
        };
    depth--;
    return type;
  }

  private DataType decimal(int start) {
    if (!scanner.take('(')) {
      return new DecimalType(10, 0);
    }
    int precision = scanner.number();
    int scale = scanner.take(',') ? scanner.number() : 0;
    scanner.require(')');
    try {
      return new DecimalType(precision, scale);
    } catch (IllegalArgumentException e) {
      throw new DdlException(start, String.valueOf(e.getMessage()));
    }
  }

  private DataType array() {
    scanner.require('<');
    DataType element = type();
    scanner.require('>');
    return new ArrayType(element);
  }

  private DataType map() {
    scanner.require('<');
    DataType key = type();
    scanner.require(',');
    DataType value = type();
    scanner.require('>');
    return new MapType(key, value);
  }

  private DataType struct() {
    scanner.require('<');
    if (scanner.take('>')) {
      return new StructType(List.of());
    }
    StructType type = fields();
    scanner.require('>');
    return type;
  }

  private DdlException notAType(int start, String word) {
    if (word.isEmpty()) {
      return scanner.expected("a type");
    }
    String remedy =
        switch (word) {
          case "FLOAT", "REAL" -> "use DOUBLE";
          case "TINYINT", "BYTE", "SMALLINT", "SHORT" -> "use INT";
          case "CHAR", "CHARACTER", "VARCHAR", "TEXT" -> "use STRING";
          case "TIMESTAMP_NTZ", "DATETIME" -> "use TIMESTAMP";
          default -> NearestName.hint(word, TYPES);
        };
    String types = "the types are " + String.join(", ", TYPES);
    return new DdlException(
        start, "'%s' is not a type; %s".formatted(word, remedy.isEmpty() ? types : remedy));
  }
}
