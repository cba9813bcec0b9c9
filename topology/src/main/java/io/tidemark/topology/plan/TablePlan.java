package io.tidemark.topology.plan;

import io.tidemark.row.StructType;
import java.util.Optional;

/**
 * A table, ready to run.
 *
 * @param schema of its rows
 * @param rowsTopic where its rows go, if it is written
 * @param lateTopic where its late rows go, if it is windowed
 */
public record TablePlan(
    String name,
    String from,
    StructType schema,
    Optional<String> rowsTopic,
    Optional<String> groupsTopic,
    Optional<String> lateTopic) {}
