package io.tidemark.delta.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one action of the log.
 *
 * @param kind the action's name: {@code add}
 */
record JsonAction(String kind, Map<String, @Nullable Object> fields) {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads a commit: an object a line, each with one action, or more.
   *
   * @throws IOException if the text is not that, or can't be read
   */
  static void readAll(InputStream commit, Consumer<JsonAction> consumer) throws IOException {
    try (JsonParser parser = JSON.createParser(commit)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw new IOException("line " + parser.currentLocation().getLineNr() + " has no action");
        }
        object(parser)
            .forEach(
                (kind, value) -> {
                  if (value instanceof Map<?, ?>) {
                    @SuppressWarnings("unchecked") // keys of a JSON object are texts
                    Map<String, @Nullable Object> fields = (Map<String, @Nullable Object>) value;
                    consumer.accept(new JsonAction(kind, fields));
                  }
                });
      }
    }
  }

  /** A field's text; {@code otherwise} when it isn't there. */
  String text(String field, String otherwise) {
    return fields.get(field) instanceof String text ? text : otherwise;
  }

  long number(String field, long otherwise) {
    return fields.get(field) instanceof Number number ? number.longValue() : otherwise;
  }

  boolean truth(String field, boolean otherwise) {
    return fields.get(field) instanceof Boolean truth ? truth : otherwise;
  }

  /** A list of texts; an empty one when it isn't there. */
  List<String> texts(String field) {
    return fields.get(field) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** An object's texts, null included; an empty map when it isn't there. */
  Map<String, @Nullable String> textsByName(String field) {
    Map<String, @Nullable String> texts = new LinkedHashMap<>();
    if (fields.get(field) instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) ->
              texts.put(String.valueOf(name), value == null ? null : String.valueOf(value)));
    }
    return texts;
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("unexpected " + parser.currentToken());
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }
}
