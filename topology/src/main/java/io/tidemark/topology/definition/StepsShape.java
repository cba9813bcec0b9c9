package io.tidemark.topology.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a table. All are read; of a list with problems the steps before the first of them
 * are kept, so that those can still be checked.
 */
final class StepsShape implements Shape<List<Step>> {

  private static final Shape<Step> STEP = new StepFormat();

  @Override
  public @Nullable List<Step> read(YamlNode node, Place place) {
    if (!(node instanceof YamlNode.Sequence sequence)) {
      place.problem(
          "expected a list of steps, found " + node.description(), "begin each with '- '");
      return null;
    }
    List<Step> steps = new ArrayList<>();
    boolean whole = true;
    for (int i = 0; i < sequence.items().size(); i++) {
      YamlNode item = sequence.items().get(i);
      Step step = STEP.read(item, place.item(i, item.line()));
      whole = whole && step != null;
      if (whole) {
        steps.add(step);
      }
    }
    return steps;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Shapes.type("array");
    schema.set("items", STEP.schema());
    return schema;
  }
}
