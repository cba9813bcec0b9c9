package io.tidemark.topology.definition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mapping with known keys.
 *
 * @param make makes the value of fields whose required keys are all there; may return null after
 *     telling their place why
 */
record ObjectShape<T>(List<Key<?>> keys, Function<Fields, @Nullable T> make) implements Shape<T> {

  ObjectShape {
    keys = List.copyOf(keys);
  }

  @Override
  public @Nullable T read(YamlNode node, Place place) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      place.problem(
          "expected a mapping with "
              + keys.stream().map(Key::name).collect(Collectors.joining(", "))
              + ", found "
              + node.description(),
          "");
      return null;
    }
    Fields fields = Fields.read(mapping, keys, place);
    return fields.lacks(keys) ? null : make.apply(fields);
  }

  @Override
  public ObjectNode schema() {
    return schema(keys);
  }

  static ObjectNode schema(List<Key<?>> keys) {
    ObjectNode schema = Shapes.type("object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.arrayNode();
    for (Key<?> key : keys) {
      properties.set(key.name(), key.shape().schema().put("description", key.description()));
      if (key.need() == Key.Need.REQUIRED) {
        required.add(key.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }
}
