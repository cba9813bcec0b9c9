package io.tidemark.read;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.MapType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A schema as DDL over several lines: a column a line, and a struct that is too long for one with
 * its fields below it, as many to a line as fit.
 */
public final class DdlLayout {

  private static final String INDENT = "  ";
  private static final String STRUCT = "STRUCT<";

  private final int width;
  private final List<String> lines = new ArrayList<>();

  private DdlLayout(int width) {
    this.width = width;
  }

  /**
   * The columns as lines.
   *
   * @param width that lines have at most, where a name isn't longer than that
   */
  public static List<String> lines(StructType schema, int width) {
    DdlLayout layout = new DdlLayout(width);
    for (int i = 0; i < schema.size(); i++) {
      String end = i == schema.size() - 1 ? "" : ",";
      StructField column = schema.field(i);
      layout.whole(column, StructType.of(column).columnsDdl() + end, "");
    }
    return layout.lines;
  }

  /** One field on a line of its own, or over several. */
  private void whole(StructField field, String text, String indent) {
    Optional<StructType> nested = struct(field.type());
    if (fits(indent + text) || nested.isEmpty()) {
      lines.add(indent + text);
      return;
    }
    String nestedDdl = nested.get().ddl();
    int at = text.lastIndexOf(nestedDdl);
    lines.add(indent + text.substring(0, at) + STRUCT);
    fields(nested.get(), indent + INDENT, text.substring(at + nestedDdl.length() - 1));
  }

  /** The fields of a struct, and what follows the last of them. */
  private void fields(StructType struct, String indent, String end) {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < struct.size(); i++) {
      StructField field = struct.field(i);
      String text = fieldDdl(field) + (i == struct.size() - 1 ? end : ",");
      boolean isFirst = line.length() == indent.length();
      if (!isFirst && fits(line + " " + text)) {
        line.append(' ').append(text);
        continue;
      }
      flush(line, indent);
      if (fits(indent + text)) {
        line.append(text);
      } else {
        whole(field, text, indent);
      }
    }
    flush(line, indent);
  }

  private void flush(StringBuilder line, String indent) {
    if (line.length() > indent.length()) {
      lines.add(line.toString());
      line.setLength(indent.length());
    }
  }

  private boolean fits(String line) {
    return line.length() <= width;
  }

  /** {@code name: TYPE}. */
  private static String fieldDdl(StructField field) {
    String struct = StructType.of(field).ddl();
    return struct.substring(STRUCT.length(), struct.length() - 1);
  }

  /** The struct that a type is, or is made of. */
  private static Optional<StructType> struct(DataType type) {
    if (type instanceof ArrayType array) {
      return struct(array.element());
    } else if (type instanceof MapType map) {
      return struct(map.value());
    }
    return type instanceof StructType struct ? Optional.of(struct) : Optional.empty();
  }
}
