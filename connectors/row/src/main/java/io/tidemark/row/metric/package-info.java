/** What the tasks of connectors measure, as their worker shows it. */
@NullMarked
package io.tidemark.row.metric;

import org.jspecify.annotations.NullMarked;
