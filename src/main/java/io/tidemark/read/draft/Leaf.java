package io.tidemark.read.draft;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What becomes a column: a value that is no struct.
 *
 * @param path its name and those around it, outermost first; an array's elements lie in the array
 * @param below how many of the names are an array's that is exploded, from which the path goes on
 */
record Leaf(List<String> path, int below, DataType type) {

  Leaf {
    path = List.copyOf(path);
  }

  /** The leaves of a struct that lies at a path. */
  static List<Leaf> in(StructType struct, List<String> path, int below) {
    List<Leaf> leaves = new ArrayList<>();
    struct.fields().forEach(f -> add(f.type(), with(path, f.name()), below, leaves));
    return leaves;
  }

  private static void add(DataType type, List<String> path, int below, List<Leaf> leaves) {
    if (type instanceof StructType struct) {
      struct.fields().forEach(f -> add(f.type(), with(path, f.name()), below, leaves));
    } else {
      leaves.add(new Leaf(path, below, type));
    }
  }

  private static List<String> with(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  /** Whether that is its own name, without those around it. */
  boolean isNamed(String name) {
    return path.get(path.size() - 1).equals(name);
  }

  boolean isArray() {
    return type instanceof ArrayType;
  }

  /**
   * The leaf as an expression.
   *
   * @param base the column that it lies in, when that is an exploded array
   */
  String expression(String base) {
    String inner =
        path.subList(below, path.size()).stream().map(SqlName::of).collect(Collectors.joining("."));
    return base.isEmpty() ? inner : SqlName.of(base) + "." + inner;
  }
}
