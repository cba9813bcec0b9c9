package io.tidemark.read.draft;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A schema laid flat: structs as columns, and arrays as rows, of which no more than two. Arrays of
 * structs come first, as they hold most.
 */
final class FlatTable {

  /** Each more would multiply the rows by its elements. */
  private static final int MOST_EXPLODED = 2;

  private final List<Level> levels = new ArrayList<>();
  private final List<Leaf> exploded = new ArrayList<>();
  private final List<Leaf> kept = new ArrayList<>();
  private final List<Leaf> leftOut = new ArrayList<>();
  private final Map<Leaf, Leaf> parents = new LinkedHashMap<>();
  private final Map<Leaf, String> names;

  FlatTable(StructType schema) {
    addLevels(schema);
    List<Leaf> all = levels.stream().flatMap(level -> level.columns().stream()).toList();
    this.names = ColumnNames.of(all);
  }

  /**
   * What one select brings.
   *
   * @param columns all that it adds
   * @param explodes those of them that are exploded after it
   */
  record Level(List<Leaf> columns, List<Explosion> explodes) {}

  /**
   * An array that becomes rows.
   *
   * @param times how often: an array of arrays once for each
   */
  record Explosion(Leaf array, int times) {}

  /** From the record inwards. */
  List<Level> levels() {
    return levels;
  }

  String name(Leaf leaf) {
    return names.get(leaf);
  }

  /** The leaf as an item of its level's select. */
  String item(Leaf leaf) {
    Leaf parent = parents.get(leaf);
    String expression = leaf.expression(parent == null ? "" : name(parent));
    return leaf.isNamed(name(leaf)) ? expression : expression + " AS " + SqlName.of(name(leaf));
  }

  /** The columns that have given all they have, once their fields are columns. */
  List<Leaf> emptied() {
    return parents.values().stream().distinct().toList();
  }

  /** The arrays that stay what they are. */
  List<Leaf> kept() {
    return kept;
  }

  /** The arrays whose elements have names that a Delta table can't have. */
  List<Leaf> leftOut() {
    return leftOut;
  }

  List<Leaf> exploded() {
    return exploded;
  }

  /** How many columns the table has. */
  int width() {
    return names.size() - emptied().size();
  }

  private void addLevels(StructType schema) {
    List<Leaf> next = Leaf.in(schema, List.of(), 0);
    while (!next.isEmpty()) {
      next = addLevel(next);
    }
  }

  /** Adds the level of these leaves; answers those of the next. */
  private List<Leaf> addLevel(List<Leaf> leaves) {
    List<Leaf> scalars = leaves.stream().filter(leaf -> !leaf.isArray()).toList();
    List<Leaf> columns = new ArrayList<>(scalars);
    List<Explosion> explosions = new ArrayList<>();
    List<Leaf> inner = new ArrayList<>();
    for (Leaf array : arrays(leaves)) {
      if (exploded.size() < MOST_EXPLODED) {
        columns.add(array);
        exploded.add(array);
        explosions.add(new Explosion(array, depth(array.type())));
        inner.addAll(elements(array));
      } else if (isStorable(array.type())) {
        columns.add(array);
        kept.add(array);
      } else {
        leftOut.add(array);
      }
    }
    levels.add(new Level(columns, explosions));
    return inner;
  }

  private static List<Leaf> arrays(List<Leaf> leaves) {
    return leaves.stream()
        .filter(Leaf::isArray)
        .sorted(Comparator.comparing(leaf -> !(innermost(leaf.type()) instanceof StructType)))
        .toList();
  }

  private List<Leaf> elements(Leaf array) {
    if (!(innermost(array.type()) instanceof StructType struct)) {
      return List.of();
    }
    List<Leaf> elements = Leaf.in(struct, array.path(), array.path().size());
    elements.forEach(leaf -> parents.put(leaf, array));
    return elements;
  }

  private static DataType innermost(DataType type) {
    return type instanceof ArrayType array ? innermost(array.element()) : type;
  }

  private static int depth(DataType type) {
    return type instanceof ArrayType array ? 1 + depth(array.element()) : 0;
  }

  /** Whether a Delta table takes a column of such a type, whose names can't be mended here. */
  private static boolean isStorable(DataType type) {
    if (!(innermost(type) instanceof StructType struct)) {
      return true;
    }
    Set<String> names = new HashSet<>();
    return struct.fields().stream()
        .allMatch(
            f ->
                ColumnNames.isPlain(f.name())
                    && names.add(ColumnNames.key(f.name()))
                    && isStorable(f.type()));
  }
}
