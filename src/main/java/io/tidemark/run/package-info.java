/** A run of a pipeline: what starts when, what ends it, and what it has done. */
@NullMarked
package io.tidemark.run;

import org.jspecify.annotations.NullMarked;
