/** What is measured of a run, for Prometheus; all that knows Micrometer. */
@NullMarked
package io.tidemark.monitor.meter;

import org.jspecify.annotations.NullMarked;
