/** Windowed aggregation over an ordered key-value state, nothing of Kafka. */
@NullMarked
package io.tidemark.topology.window;

import org.jspecify.annotations.NullMarked;
