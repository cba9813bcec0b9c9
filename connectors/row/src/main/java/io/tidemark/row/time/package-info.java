/** Dates and timestamps as text, with Spark's grammar; JSON and expressions share it. */
@NullMarked
package io.tidemark.row.time;

import org.jspecify.annotations.NullMarked;
