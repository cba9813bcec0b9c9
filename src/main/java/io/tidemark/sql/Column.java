package io.tidemark.sql;

/**
 * A column of a result.
 *
 * @param type in DuckDB's words
 * @param isNumeric whether values line up on the right
 */
public record Column(String name, String type, boolean isNumeric) {}
