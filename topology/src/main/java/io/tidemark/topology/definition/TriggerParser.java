package io.tidemark.topology.definition;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a trigger from one piece of text. */
final class TriggerParser {

  static final List<String> WORDS =
      List.of("default", "once", "available_now", "processing_time: 10 seconds");

  private static final Pattern PROCESSING_TIME =
      Pattern.compile("processing_time\\s*[:=]\\s*(.*)", Pattern.DOTALL);

  private TriggerParser() {}

  static Trigger parse(String where, String text) {
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw new UserException(new Problem(where, String.valueOf(e.getMessage())), e);
    }
  }

  /**
   * @throws IllegalArgumentException with what is wrong and what to write
   */
  static Trigger parse(String text) {
    String word = text.strip();
    return word(word)
        .or(() -> processingTime(word))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown trigger '%s'; %s"
                        .formatted(text, Remedies.nearest(word, WORDS, "the triggers are "))));
  }

  private static Optional<Trigger> word(String word) {
    return switch (word) {
      case "default" -> Optional.of(new Trigger.Default());
      case "once" -> Optional.of(new Trigger.Once());
      case "available_now" -> Optional.of(new Trigger.AvailableNow());
      default -> Optional.empty();
    };
  }

  private static Optional<Trigger> processingTime(String word) {
    Matcher matcher = PROCESSING_TIME.matcher(word);
    return matcher.matches()
        ? Optional.of(new Trigger.ProcessingTime(Interval.parse(matcher.group(1))))
        : Optional.empty();
  }
}
