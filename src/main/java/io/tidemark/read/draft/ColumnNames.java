package io.tidemark.read.draft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A column name for each leaf that a Delta table takes: its own where that is the only one of that
 * name, else with its parents' before it, and a number where that doesn't help. Delta tells names
 * that differ in case only not apart.
 */
final class ColumnNames {

  /** What Delta refuses, with blanks, and what would have to be quoted twice or parts a path. */
  private static final String REPLACED = ",;{}()=.`";

  private final Map<Leaf, Integer> parts = new LinkedHashMap<>();
  private final Map<Leaf, String> names = new HashMap<>();

  private ColumnNames(List<Leaf> leaves) {
    leaves.forEach(leaf -> parts.put(leaf, 1));
  }

  static Map<Leaf, String> of(List<Leaf> leaves) {
    ColumnNames columns = new ColumnNames(leaves);
    while (columns.lengthen()) {
      // until no parent's name can help any more
    }
    columns.number();
    return columns.names;
  }

  /** Puts one more name before those that are not the only ones of theirs. */
  private boolean lengthen() {
    boolean any = false;
    for (List<Leaf> same : sameName().values()) {
      for (Leaf leaf : same) {
        if (same.size() > 1 && parts.get(leaf) < leaf.path().size()) {
          parts.merge(leaf, 1, Integer::sum);
          any = true;
        }
      }
    }
    return any;
  }

  private Map<String, List<Leaf>> sameName() {
    Map<String, List<Leaf>> leaves = new LinkedHashMap<>();
    for (Leaf leaf : parts.keySet()) {
      leaves.computeIfAbsent(key(name(leaf)), name -> new ArrayList<>()).add(leaf);
    }
    return leaves;
  }

  /** Of those that still have one name, the first that has it unchanged keeps it. */
  private void number() {
    Set<String> taken = new HashSet<>(sameName().keySet());
    sameName()
        .values()
        .forEach(
            same -> {
              same.sort(Comparator.comparing(leaf -> !leaf.isNamed(name(leaf))));
              names.put(same.get(0), name(same.get(0)));
              for (Leaf leaf : same.subList(1, same.size())) {
                int number = 2;
                while (!taken.add(key(name(leaf) + "_" + number))) {
                  number++;
                }
                names.put(leaf, name(leaf) + "_" + number);
              }
            });
  }

  private String name(Leaf leaf) {
    int size = leaf.path().size();
    return plain(String.join("_", leaf.path().subList(size - parts.get(leaf), size)));
  }

  /** Whether a column may have that name as it is. */
  static boolean isPlain(String name) {
    return plain(name).equals(name);
  }

  private static String plain(String name) {
    StringBuilder plain = new StringBuilder();
    name.codePoints().forEach(c -> plain.appendCodePoint(isReplaced(c) ? '_' : c));
    return plain.toString();
  }

  private static boolean isReplaced(int c) {
    return REPLACED.indexOf(c) >= 0
        || Character.isISOControl(c)
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.SURROGATE;
  }

  /** What Delta knows a name by. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
