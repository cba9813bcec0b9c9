package io.tidemark.topology.plan;

import io.tidemark.row.StructType;
import io.tidemark.topology.definition.Step;

/**
 * A step of a table.
 *
 * @param step as the file has it
 * @param schema of the rows after it
 * @param fanOut how many rows become of one: {@code × items}, or empty when it is at most one
 */
public record PlannedStep(Step step, StepPlan plan, StructType schema, String fanOut) {}
