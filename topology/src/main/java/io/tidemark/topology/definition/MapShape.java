package io.tidemark.topology.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose keys the user names, at least one. Values that can't be read are left out, so
 * that the others can still be checked.
 *
 * @param expected what the mapping is, for a problem
 * @param value of each entry; its place's last key is the entry's name
 */
record MapShape<T>(String expected, Shape<T> value) implements Shape<Map<String, T>> {

  @Override
  public @Nullable Map<String, T> read(YamlNode node, Place place) {
    if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
      place.problem("expected " + expected + ", found " + node.description(), "");
      return null;
    }
    Map<String, T> values = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (name, entry) -> {
              T read = value.read(entry, place.key(name, mapping.keyLines().get(name)));
              if (read != null) {
                values.put(name, read);
              }
            });
    return values;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Shapes.type("object").put("minProperties", 1);
    schema.set("additionalProperties", value.schema());
    return schema;
  }
}
