/**
 * JSON files as a Kafka Connect source: the connector, its configuration, and what one {@code poll}
 * returns.
 */
@NullMarked
package io.tidemark.files;

import org.jspecify.annotations.NullMarked;
