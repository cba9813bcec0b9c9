package io.tidemark.topology.expression.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A path into a JSON text, as {@code get_json_object} takes it: {@code $.a['b c'][0]}. */
public final class JsonPath {

  private static final Pattern STEP =
      Pattern.compile("\\G(?:\\.([^.\\[\\]*]+)|\\['([^']+)'\\]|\\[(\\d{1,9})\\])");

  /** Numbers are shown with the digits that they came with. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final List<Step> steps;

  private JsonPath(List<Step> steps) {
    this.steps = steps;
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if it isn't a path; wildcards aren't supported
   */
  public static JsonPath compile(String path) {
    List<Step> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path);
    int at = path.startsWith("$") ? 1 : -1;
    while (at > 0 && at < path.length()) {
      at = matcher.find(at) ? matcher.end() : -1;
      if (at > 0) {
        steps.add(step(matcher));
      }
    }
    if (at < 0) {
      throw new IllegalArgumentException(
          Shown.text(path) + " is not a path such as $.a.b[0] or $['a b'] (without wildcards)");
    }
    return new JsonPath(steps);
  }

  /** What is there: a text as it is, other values as JSON; null if nothing or null is. */
  public @Nullable String find(String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      for (Step step : steps) {
        node = node == null ? null : step.from(node);
      }
      return node == null || node.isNull() || node.isMissingNode() ? null : text(node);
    } catch (JsonProcessingException e) {
      return null; // Spark's answer to a text that is not JSON
    }
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : node.toString();
  }

  private static Step step(Matcher matcher) {
    if (matcher.group(3) != null) {
      int index = Integer.parseInt(matcher.group(3));
      return node -> node.get(index);
    }
    String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return node -> node.get(name);
  }

  @FunctionalInterface
  private interface Step {
    @Nullable JsonNode from(JsonNode node);
  }
}
