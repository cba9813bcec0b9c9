package io.tidemark.topology.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code trigger:}, as one word or as {@code {processing_time: 10 seconds}}. */
final class TriggerShape implements Shape<Trigger> {

  private static final Key<Duration> PROCESSING_TIME =
      Key.required("processing_time", Shapes.interval(), "A batch every interval.");
  private static final Shape<Trigger> MAPPING =
      new ObjectShape<>(
          List.of(PROCESSING_TIME), f -> new Trigger.ProcessingTime(f.value(PROCESSING_TIME)));

  @Override
  public @Nullable Trigger read(YamlNode node, Place place) {
    if (!(node instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
      return MAPPING.read(node, place);
    }
    try {
      return TriggerParser.parse(scalar.text());
    } catch (IllegalArgumentException e) {
      place.problem(String.valueOf(e.getMessage()), "");
      return null;
    }
  }

  @Override
  public ObjectNode schema() {
    return schema("default|once|available_now");
  }

  /**
   * @param names the triggers of one word, as a regular expression
   */
  static ObjectNode schema(String names) {
    ObjectNode words = Shapes.type("string");
    words.put(
        "pattern", "^(" + names + "|processing_time *[:=] *" + Interval.PATTERN + ")$|\\$\\{");
    ObjectNode schema = words.objectNode();
    schema.putArray("anyOf").add(words).add(MAPPING.schema());
    return schema;
  }
}
