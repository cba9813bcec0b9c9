/**
 * A plan as a Kafka Streams topology, and what a run of it needs. The only package that imports
 * Kafka Streams.
 */
@NullMarked
package io.tidemark.topology.build;

import org.jspecify.annotations.NullMarked;
