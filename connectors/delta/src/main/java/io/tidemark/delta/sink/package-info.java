/** The Kafka Connect sink: row batches into a Delta table, exactly once. */
@NullMarked
package io.tidemark.delta.sink;

import org.jspecify.annotations.NullMarked;
