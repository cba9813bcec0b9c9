/** Tells others how a run does: metrics for Prometheus and health, over HTTP, when asked for. */
@NullMarked
package io.tidemark.monitor;

import org.jspecify.annotations.NullMarked;
