package io.tidemark.topology.definition;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${NAME}</code> and <code>${NAME:-default}</code>; <code>$${</code> is a plain
 * <code>${</code>.
 */
final class Variables {

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}|\\$\\{");

  private final Map<String, String> values;

  Variables(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** The text with its variables replaced; a variable without value or default is a problem. */
  String replace(String text, Place place) {
    if (!text.contains("${")) {
      return text;
    }
    return REFERENCE.matcher(text).replaceAll(m -> Matcher.quoteReplacement(value(m, place)));
  }

  private String value(MatchResult reference, Place place) {
    String name = reference.group(1);
    if (name == null) {
      if (reference.group().equals("${")) {
        place.problem(
            "'${' does not begin a variable",
            "write ${NAME} or ${NAME:-default}, or $${ for the characters themselves");
      }
      return "${";
    }
    String value = values.get(name);
    String fallback = reference.group(2);
    if (value != null && !(value.isEmpty() && fallback != null)) {
      return value;
    }
    if (fallback == null) {
      place.problem(
          "variable " + name + " is not set",
          "set it, or give it a default: ${" + name + ":-value}");
      return "";
    }
    return fallback;
  }
}
