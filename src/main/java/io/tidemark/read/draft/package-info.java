/** A first pipeline file for JSON that somebody has: a flat table of what lies in the records. */
@NullMarked
package io.tidemark.read.draft;

import org.jspecify.annotations.NullMarked;
