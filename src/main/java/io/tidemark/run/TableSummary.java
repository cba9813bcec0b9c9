package io.tidemark.run;

import io.tidemark.topology.plan.SinkPlan;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run has done with a Delta table.
 *
 * @param kind the pipeline's table, or one of its dead-letter or late-rows tables
 * @param rows written and committed in this run
 * @param commits in this run
 * @param version the table's; empty while there is no table
 * @param lateRows that came too late for this table in this run
 * @param watermark of a windowed table: the least of its partitions
 */
public record TableSummary(
    String name,
    SinkPlan.Kind kind,
    String path,
    long rows,
    long commits,
    OptionalLong version,
    long lateRows,
    Optional<Instant> watermark) {}
