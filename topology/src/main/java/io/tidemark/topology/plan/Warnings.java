package io.tidemark.topology.plan;

import io.tidemark.topology.definition.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is allowed and probably not meant. */
final class Warnings {

  private static final Pattern COUNTS_TWICE =
      Pattern.compile("\\b(sum|avg|count)\\s*\\(\\s*(?!distinct\\b)", Pattern.CASE_INSENSITIVE);

  private final List<String> texts = new ArrayList<>();

  List<String> texts() {
    return List.copyOf(texts);
  }

  /**
   * A sum, average or count over rows that were exploded twice: the explodes multiply, so every
   * element of one is added up once per element of the other.
   */
  void check(Step.GroupBy step, RowShape rows, StepPlace place) {
    List<String> exploded = rows.exploded();
    if (exploded.size() < 2) {
      return;
    }
    String inflated =
        step.aggregates().entrySet().stream()
            .filter(e -> COUNTS_TWICE.matcher(e.getValue().toLowerCase(Locale.ROOT)).find())
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    if (!inflated.isEmpty()) {
      texts.add(
          "%s: %s: the rows are exploded %d times (× %s), and explodes multiply: each element of one is added up once per element of the others; explode only what the sum is over"
              .formatted(place.path(), inflated, exploded.size(), String.join(" × ", exploded)));
    }
  }
}
