package io.tidemark.run;

import io.tidemark.topology.definition.WriteDefinition;
import io.tidemark.topology.plan.SinkPlan;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run has done with one target of a table.
 *
 * @param id unique in the pipeline: the table's name, and what tells a further target of it apart
 * @param name of the table, or of the source whose dead letters these are
 * @param kind the pipeline's table, or one of its dead-letter or late-rows tables
 * @param rows written and committed in this run
 * @param commits in this run
 * @param version the table's; empty while there is no table
 * @param lateRows that came too late for this table in this run
 * @param windows of a windowed table, once it is known how far they have got
 */
public record TableSummary(
    String id,
    String name,
    SinkPlan.Kind kind,
    WriteDefinition target,
    long rows,
    long commits,
    OptionalLong version,
    long lateRows,
    Optional<WindowSummary> windows) {}
