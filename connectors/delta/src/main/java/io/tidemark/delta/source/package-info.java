/**
 * A Delta table as a Kafka Connect source: each commit's new rows once, in version order, as row
 * batches.
 */
@NullMarked
package io.tidemark.delta.source;

import org.jspecify.annotations.NullMarked;
