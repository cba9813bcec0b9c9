/** A pipeline as its file says it: records, read with every problem of the file at once. */
@NullMarked
package io.tidemark.topology.definition;

import org.jspecify.annotations.NullMarked;
