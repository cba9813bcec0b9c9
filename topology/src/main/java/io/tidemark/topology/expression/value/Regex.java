package io.tidemark.topology.expression.value;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Java's regular expressions, which are Spark's. */
public final class Regex {

  private Regex() {}

  /**
   * @throws IllegalArgumentException with a message of one line
   */
  public static Pattern compile(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "%s is not a regular expression: %s".formatted(Shown.text(regex), e.getDescription()), e);
    }
  }
}
