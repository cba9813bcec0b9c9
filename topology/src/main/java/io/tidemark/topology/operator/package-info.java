/** The steps of a table as operators over rows: rows in, rows out, nothing of Kafka. */
@NullMarked
package io.tidemark.topology.operator;

import org.jspecify.annotations.NullMarked;
