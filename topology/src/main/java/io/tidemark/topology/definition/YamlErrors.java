package io.tidemark.topology.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidemark.row.problem.Problem;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What is wrong with a text that is not YAML, told to a person. */
final class YamlErrors {

  private YamlErrors() {}

  static Problem problem(String where, JsonProcessingException e) {
    String what =
        Arrays.stream(e.getOriginalMessage().split("\n", -1))
            .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
            .collect(Collectors.joining(", "));
    return new Problem(where, "not YAML: " + what, remedy(what));
  }

  private static String remedy(String what) {
    if (what.contains("alias")) {
      return "a text that begins with * needs quotes: \"*\"";
    }
    if (what.contains("mapping values are not allowed")) {
      return "a text with ': ' in it needs quotes";
    }
    if (what.contains("(TAB)")) {
      return "indent with spaces";
    }
    if (what.contains("flow mapping") && what.endsWith("got {")) {
      return "a value with ${…} in it needs quotes within { }";
    }
    return "";
  }
}
