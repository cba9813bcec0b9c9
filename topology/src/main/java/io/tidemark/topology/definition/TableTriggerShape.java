package io.tidemark.topology.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** {@code trigger:} of a table: a table can't end the run, which is all tables'. */
final class TableTriggerShape implements Shape<Trigger> {

  private static final Shape<Trigger> ANY = new TriggerShape();

  @Override
  public @Nullable Trigger read(YamlNode node, Place place) {
    Trigger trigger = ANY.read(node, place);
    if (trigger != null && trigger.isBounded()) {
      place.problem(
          (trigger instanceof Trigger.Once ? "'once'" : "'available_now'")
              + " ends the run, and a run is of all tables",
          "set it for the whole file, trigger: beside tables:, or when it is run: --trigger");
      return null;
    }
    return trigger;
  }

  @Override
  public ObjectNode schema() {
    return TriggerShape.schema("default");
  }
}
