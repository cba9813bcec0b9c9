package io.tidemark.topology.plan;

/**
 * A column by which a result replaces that of before.
 *
 * @param result its position in the aggregation's results
 * @param column its position in the table's rows
 */
public record MergeKey(int result, int column) {}
