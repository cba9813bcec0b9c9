package io.tidemark.topology.definition;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.row.DdlException;
import io.tidemark.row.StructType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shapes of single values, which are all written as one piece of text. */
final class Shapes {

  private static final String VARIABLE = "\\$\\{";

  private Shapes() {}

  /** Any text that is not empty. */
  static Shape<String> text(String expected) {
    return new Text<>(expected, type("string"), t -> t);
  }

  /** SQL; a bare number or boolean is SQL too. */
  static Shape<String> expression() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("type").add("string").add("number").add("boolean");
    return new Text<>("an SQL expression", schema, t -> t);
  }

  /** A name that can be part of a topic's name. */
  static Shape<String> name(String expected) {
    ObjectNode schema = type("string").put("pattern", "^" + Names.PATTERN + "$|" + VARIABLE);
    return new Text<>(expected, schema, Names::check);
  }

  static Shape<String> topic() {
    ObjectNode schema = type("string").put("pattern", "^[A-Za-z0-9._-]{1,249}$|" + VARIABLE);
    return new Text<>("the name of a topic", schema, Names::checkTopic);
  }

  /** Text of a form. */
  static Shape<String> matching(String expected, Pattern form) {
    return new Text<>(
        expected,
        type("string"),
        t -> {
          if (!form.matcher(t).matches()) {
            throw new IllegalArgumentException("'" + t + "' is not " + expected);
          }
          return t;
        });
  }

  static Shape<Integer> count(int atLeast, int atMost) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("type").add("integer").add("string");
    schema.put("minimum", atLeast).put("maximum", atMost).put("pattern", "^[0-9]+$|" + VARIABLE);
    String expected = "a whole number from " + atLeast + " to " + atMost;
    return new Text<>(expected, schema, t -> number(t, atLeast, atMost, expected));
  }

  private static int number(String text, int atLeast, int atMost, String expected) {
    try {
      int number = Integer.parseInt(text);
      if (number >= atLeast && number <= atMost) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, with what was expected
    }
    throw new IllegalArgumentException("'" + text + "' is not " + expected);
  }

  static Shape<Boolean> flag() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("type").add("boolean").add("string");
    schema.put("pattern", "^(true|false)$|" + VARIABLE);
    return new Text<>(
        "true or false",
        schema,
        t ->
            switch (t) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("'" + t + "' is not true or false");
            });
  }

  /** One of an enum's names, in lower case. */
  static <E extends Enum<E>> Shape<E> choice(Class<E> type, String what) {
    List<E> constants = List.of(type.getEnumConstants());
    List<String> words = constants.stream().map(Shapes::word).toList();
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ObjectNode known = schema.putArray("anyOf").addObject();
    words.forEach(known.putArray("enum")::add);
    schema.withArray("anyOf").add(type("string").put("pattern", VARIABLE));
    return new Text<>(
        "one of " + String.join(", ", words),
        schema,
        t -> {
          int at = words.indexOf(t);
          if (at < 0) {
            throw new IllegalArgumentException(
                "unknown %s '%s'; %s"
                    .formatted(what, t, Remedies.nearest(t, words, "it is one of ")));
          }
          return constants.get(at);
        });
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Columns and types as Spark DDL. */
  static Shape<StructType> ddl() {
    return new Text<>(
        "columns as DDL: order_id STRING, items ARRAY<STRUCT<price: DOUBLE>>",
        type("string"),
        t -> {
          try {
            return StructType.fromDdl(t);
          } catch (DdlException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
          }
        });
  }

  /** A number with a unit; a bare number is one too. */
  static <T> Shape<T> size(String expected, String pattern, Function<String, T> parse) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("type").add("integer").add("string");
    schema.put("minimum", 1).put("pattern", "^" + pattern + "$|" + VARIABLE);
    return new Text<>(expected, schema, parse);
  }

  /** A length of time greater than zero, as Spark's interval strings. */
  static Shape<Duration> interval() {
    ObjectNode schema = type("string").put("pattern", "^" + Interval.PATTERN + "$|" + VARIABLE);
    return new Text<>(Interval.EXPECTED, schema, Interval::parse);
  }

  static Shape<Duration> intervalOrZero() {
    ObjectNode schema = type("string").put("pattern", "^" + Interval.PATTERN + "$|" + VARIABLE);
    return new Text<>(Interval.EXPECTED, schema, Interval::parseOrZero);
  }

  static ObjectNode type(String name) {
    return JsonNodeFactory.instance.objectNode().put("type", name);
  }

  /**
   * @param expected what belongs here, for a problem
   * @param parse throws {@link IllegalArgumentException} with what is wrong
   */
  private record Text<T>(String expected, ObjectNode json, Function<String, T> parse)
      implements Shape<T> {

    @Override
    public @Nullable T read(YamlNode node, Place place) {
      if (!(node instanceof YamlNode.Scalar scalar) || scalar.isNull() || scalar.text().isBlank()) {
        place.problem("expected " + expected + ", found " + node.description(), "");
        return null;
      }
      try {
        return parse.apply(scalar.text().strip());
      } catch (IllegalArgumentException e) {
        place.problem(String.valueOf(e.getMessage()), "");
        return null;
      }
    }

    @Override
    public ObjectNode schema() {
      return json.deepCopy();
    }
  }
}
