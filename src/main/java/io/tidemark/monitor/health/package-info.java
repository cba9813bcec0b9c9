/** When a run is healthy and when it is not, and why; rules over what was seen of it. */
@NullMarked
package io.tidemark.monitor.health;

import org.jspecify.annotations.NullMarked;
