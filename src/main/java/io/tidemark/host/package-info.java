/**
 * Hosts Kafka Connect tasks on plain Kafka clients, in this process: sources exactly once, sinks at
 * the pace that they commit.
 */
@NullMarked
package io.tidemark.host;

import org.jspecify.annotations.NullMarked;
