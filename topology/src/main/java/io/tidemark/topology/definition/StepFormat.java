package io.tidemark.topology.definition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An item of {@code steps:}: a mapping with one key, the step's name. */
final class StepFormat implements Shape<Step> {

  private static final Shape<String> EXPRESSION = Shapes.expression();
  private static final Shape<String> COLUMN = Shapes.text("a column");
  private static final Shape<List<String>> COLUMNS = new ListShape<>(COLUMN);
  private static final Shape<Map<String, String>> NAMED =
      new MapShape<>("column names, each with an SQL expression", EXPRESSION);

  private static final Key<String> WATERMARK_COLUMN =
      Key.required("column", COLUMN, "The TIMESTAMP column that is the event time.");
  private static final Key<Duration> DELAY =
      Key.required(
          "delay",
          Shapes.intervalOrZero(),
          "How far behind the greatest event time seen a row may be and not be late.");

  private static final Key<Duration> IDLE =
      Key.optional(
          "idle",
          Shapes.interval(),
          "After so long without any row, event time goes on with the clock, so that the last windows"
              + " close; by default they wait for the next row.");

  private static final Key<WindowDefinition> WINDOW =
      Key.optional(
          "window",
          WindowFormat.SHAPE,
          "How event time is cut into windows; without it (update and complete), a row per key.");
  private static final Key<List<String>> KEYS =
      Key.optional(
          "keys",
          new ListShape<>(EXPRESSION),
          "Columns or 'expression AS name': a row for each of their values.");
  private static final Key<Map<String, String>> AGGREGATE =
      Key.required(
          "aggregate",
          NAMED,
          "Result columns: expressions over aggregate functions, such as sum(price * quantity).");

  private static final List<Key<? extends Step>> STEPS =
      List.of(
          step(
              "select",
              new Mapped<>(COLUMNS, Step.Select::new),
              "Only these columns: paths such as customer.address.city, \"*\", expression AS name."),
          step("drop", new Mapped<>(COLUMNS, Step.Drop::new), "All columns but these."),
          step(
              "with_column",
              new Mapped<>(NAMED, Step.WithColumn::new),
              "Columns by name, replaced in place or appended."),
          step(
              "filter",
              new Mapped<>(EXPRESSION, Step.Filter::new),
              "Only rows for which the condition is true."),
          step(
              "where",
              new Mapped<>(EXPRESSION, Step.Filter::new),
              "Only rows for which the condition is true."),
          step(
              "explode",
              new Mapped<>(COLUMN, Step.Explode::new),
              "A row per element of an array or entry of a map; none when it is empty or null."),
          step(
              "explode_outer",
              new Mapped<>(COLUMN, Step.ExplodeOuter::new),
              "A row per element of an array or entry of a map; one with null when it is empty or"
                  + " null."),
          step(
              "union",
              new Mapped<>(Shapes.name("a source or table"), Step.Union::new),
              "The rows of another source or table as well, columns matched by name."),
          step(
              "with_watermark",
              new ObjectShape<Step>(
                  List.of(WATERMARK_COLUMN, DELAY, IDLE),
                  f ->
                      new Step.WithWatermark(
                          f.value(WATERMARK_COLUMN), f.value(DELAY), f.find(IDLE))),
              "The event time, and how late a row may be."),
          step(
              "group_by",
              new ObjectShape<Step>(List.of(WINDOW, KEYS, AGGREGATE), StepFormat::groupBy),
              "One row per window and keys."));

  private static <T extends Step> Key<T> step(String name, Shape<T> shape, String description) {
    return Key.optional(name, shape, description);
  }

  private static @Nullable Step groupBy(Fields fields) {
    if (fields.isUnreadable(WINDOW) || fields.isUnreadable(KEYS)) {
      return null;
    }
    return new Step.GroupBy(
        fields.find(WINDOW), fields.find(KEYS).orElse(List.of()), fields.value(AGGREGATE));
  }

  @Override
  public @Nullable Step read(YamlNode node, Place place) {
    List<String> names = STEPS.stream().<String>map(Key::name).toList();
    if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
      place.problem("expected a step, found " + node.description(), "the steps are " + list(names));
      return null;
    }
    if (mapping.entries().size() > 1) {
      place.problem(
          "a step has one key, found " + list(mapping.entries().keySet()),
          "write each as an item of its own, beginning with '- '");
      return null;
    }
    String name = mapping.entries().keySet().iterator().next();
    int at = names.indexOf(name);
    if (at < 0) {
      place.problem("unknown step '" + name + "'", Remedies.nearest(name, names, "the steps are "));
      return null;
    }
    return STEPS.get(at).shape().read(mapping.entries().get(name), place.key(name, place.line()));
  }

  private static String list(Iterable<String> names) {
    return String.join(", ", names);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Shapes.type("object");
    ArrayNode kinds = schema.putArray("oneOf");
    for (Key<? extends Step> key : STEPS) {
      ObjectNode kind = kinds.addObject();
      kind.putArray("required").add(key.name());
      kind.putObject("properties")
          .set(key.name(), key.shape().schema().put("description", key.description()));
      kind.put("additionalProperties", false);
    }
    return schema;
  }

  /** A shape whose value is made into another. */
  private record Mapped<A, B extends Step>(Shape<A> shape, Function<A, B> make)
      implements Shape<B> {

    @Override
    public @Nullable B read(YamlNode node, Place place) {
      A value = shape.read(node, place);
      return value == null ? null : make.apply(value);
    }

    @Override
    public ObjectNode schema() {
      return shape.schema();
    }
  }
}
