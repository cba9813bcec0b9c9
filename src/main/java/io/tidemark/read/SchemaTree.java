package io.tidemark.read;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.List;

/** A schema as Spark's {@code printSchema} shows it. */
public final class SchemaTree {

  private static final String BRANCH = " |-- ";
  private static final String TRUNK = " |   ";

  private final List<String> lines = new ArrayList<>();

  private SchemaTree() {}

  /** The lines of the tree. */
  public static List<String> lines(StructType schema) {
    SchemaTree tree = new SchemaTree();
    tree.lines.add("root");
    tree.fields(schema, "");
    return tree.lines;
  }

  private void fields(StructType struct, String indent) {
    struct
        .fields()
        .forEach(
            f ->
                node(indent, Visible.of(f.name()), f.type(), " (nullable = " + f.nullable() + ")"));
  }

  private void node(String indent, String name, DataType type, String suffix) {
    lines.add(indent + BRANCH + name + ": " + typeName(type) + suffix);
    String deeper = indent + TRUNK;
    if (type instanceof StructType struct) {
      fields(struct, deeper);
    } else if (type instanceof ArrayType array) {
      node(deeper, "element", array.element(), " (containsNull = true)");
    } else if (type instanceof MapType map) {
      node(deeper, "key", map.key(), "");
      node(deeper, "value", map.value(), " (valueContainsNull = true)");
    }
  }

  private static String typeName(DataType type) {
    if (type instanceof PrimitiveType primitive) {
      return switch (primitive) {
        case STRING -> "string";
        case BOOLEAN -> "boolean";
        case INT -> "integer";
        case BIGINT -> "long";
        case DOUBLE -> "double";
        case TIMESTAMP -> "timestamp";
        case DATE -> "date";
        case BINARY -> "binary";
      };
    } else if (type instanceof DecimalType decimal) {
      return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
    } else if (type instanceof ArrayType) {
      return "array";
    }
    return type instanceof MapType ? "map" : "struct";
  }
}
