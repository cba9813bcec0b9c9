package io.tidemark.topology.definition;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a table's batches begin, and how large they are.
 *
 * @param trigger of this table; empty: the pipeline's. Never one that ends the run
 * @param maxRows that a batch has, as far as records can be divided; empty: as its target sees fit
 */
public record Pace(Optional<Trigger> trigger, OptionalLong maxRows) {

  /** As the pipeline and the target have it. */
  public static final Pace DEFAULT = new Pace(Optional.empty(), OptionalLong.empty());

  public Pace {
    if (trigger.isPresent() && trigger.get().isBounded()) {
      throw new IllegalArgumentException("a table's trigger can't end the run: " + trigger.get());
    }
  }

  /** What holds for the table in a run with this trigger: one that ends the run is for all. */
  public Trigger triggerIn(Trigger run) {
    return run.isBounded() ? run : trigger.orElse(run);
  }
}
