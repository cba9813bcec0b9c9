package io.tidemark.topology.plan;

/** What a planned step does, the rows after it, and how many become of one. */
record Outcome(StepPlan plan, RowShape after, String fanOut) {

  Outcome(StepPlan plan, RowShape after) {
    this(plan, after, "");
  }
}
