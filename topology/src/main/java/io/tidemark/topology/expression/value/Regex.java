package io.tidemark.topology.expression.value;

import io.tidemark.topology.expression.BadValueException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Java's regular expressions, which are Spark's. */
public final class Regex {

  private Regex() {}

  /** What to say when matching recursed too deeply, as alternatives under a {@code *} do. */
  public static BadValueException tooDeep(String text) {
    return new BadValueException(
        "the regular expression recurses too deeply in a text of %d characters"
            .formatted(text.length()));
  }

  /**
   * Compiles a regular expression.
   *
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
