package io.tidemark.topology.definition;

import java.util.List;
import java.util.Map;

/** A value of a YAML file and the 1-based line it begins on. */
sealed interface YamlNode {

  int line();

  /** What it is, for a problem: {@code a list}. */
  String description();

  /**
   * A text.
   *
   * @param text with its variables replaced; empty for a null
   * @param isNull written as {@code null}, {@code ~} or nothing at all
   */
  record Scalar(int line, String text, boolean isNull) implements YamlNode {
    @Override
    public String description() {
      return isNull ? "nothing" : "'" + text + "'";
    }
  }

  /** A list. */
  record Sequence(int line, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String description() {
      return items.isEmpty() ? "an empty list" : "a list";
    }
  }

  /** The keys in the file's order; {@code keyLines} has the line of each. */
  record Mapping(int line, Map<String, YamlNode> entries, Map<String, Integer> keyLines)
      implements YamlNode {
    public Mapping {
      entries = Ordered.copy(entries);
      keyLines = Ordered.copy(keyLines);
    }

    @Override
    public String description() {
      return entries.isEmpty() ? "an empty mapping" : "a mapping of keys to values";
    }
  }
}
