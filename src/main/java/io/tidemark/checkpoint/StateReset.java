package io.tidemark.checkpoint;

import io.tidemark.topology.plan.TablePlan;

/** Drops what a table keeps between records: its windows, and the rows on their way to them. */
final class StateReset {

  private StateReset() {}

  static void of(Undertaking work, PipelineNames names, TablePlan table) {
    work.deleteTopic(names.changelog(table.name()));
    table
        .groupsTopic()
        .ifPresent(
            groups -> {
              work.deleteTopic(groups);
              work.forgetAll(names.topologyGroup(), groups);
            });
    work.after(work.after().withNewState());
  }
}
