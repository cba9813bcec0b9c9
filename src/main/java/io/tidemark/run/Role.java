package io.tidemark.run;

import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.SinkPlan;

/** A part of a pipeline's work that a process may take on. */
public enum Role {
  /** Reads files and Delta tables into topics. */
  SOURCES,
  /** Makes tables' rows of the topics. */
  TOPOLOGY,
  /** Writes rows to Delta tables. */
  DELTA_SINKS,
  /** Writes rows to all other targets. */
  OTHER_SINKS;

  /** The one that writes to a target. */
  static Role of(SinkPlan sink) {
    return sink.target() instanceof WriteDefinition.Delta ? DELTA_SINKS : OTHER_SINKS;
  }
}
