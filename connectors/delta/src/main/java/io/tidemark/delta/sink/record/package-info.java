/** What a topic's records are, and how they become rows of the table. */
@NullMarked
package io.tidemark.delta.sink.record;

import org.jspecify.annotations.NullMarked;
