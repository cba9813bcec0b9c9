package io.tidemark.topology.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One or more values of one shape; a single one may be written without the list around it. */
record ListShape<T>(Shape<T> item) implements Shape<List<T>> {

  @Override
  public @Nullable List<T> read(YamlNode node, Place place) {
    if (!(node instanceof YamlNode.Sequence sequence)) {
      T single = item.read(node, place);
      return single == null ? null : List.of(single);
    }
    if (sequence.items().isEmpty()) {
      place.problem("the list is empty", "");
      return null;
    }
    List<T> values = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      YamlNode element = sequence.items().get(i);
      T value = item.read(element, place.item(i, element.line()));
      if (value != null) {
        values.add(value);
      }
    }
    return values.size() == sequence.items().size() ? values : null;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode list = Shapes.type("array").put("minItems", 1);
    list.set("items", item.schema());
    ObjectNode schema = list.objectNode();
    schema.putArray("anyOf").add(item.schema()).add(list);
    return schema;
  }
}
