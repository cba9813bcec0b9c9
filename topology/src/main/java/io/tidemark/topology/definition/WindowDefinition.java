package io.tidemark.topology.definition;

import java.util.Optional;

/**
 * {@code window:} of a {@code group_by}.
 *
 * @param column what is cut into windows; empty: the column of {@code with_watermark}
 */
public record WindowDefinition(Window window, Optional<String> column) {}
