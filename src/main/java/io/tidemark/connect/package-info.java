/** A pipeline's connectors in a Kafka Connect cluster: their configurations, and its REST API. */
@NullMarked
package io.tidemark.connect;

import org.jspecify.annotations.NullMarked;
