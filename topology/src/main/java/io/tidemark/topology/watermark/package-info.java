/** How far event time has got over all partitions of the sources, nothing of Kafka. */
@NullMarked
package io.tidemark.topology.watermark;

import org.jspecify.annotations.NullMarked;
