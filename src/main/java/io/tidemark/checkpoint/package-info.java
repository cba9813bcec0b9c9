/** What is kept of a pipeline between runs, in Kafka and in its tables: read, compared, reset. */
@NullMarked
package io.tidemark.checkpoint;

import org.jspecify.annotations.NullMarked;
