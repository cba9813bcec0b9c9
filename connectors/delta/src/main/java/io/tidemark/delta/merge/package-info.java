/**
 * Changed rows into a table with one row per key: only files that hold changed keys are rewritten.
 */
@NullMarked
package io.tidemark.delta.merge;

import org.jspecify.annotations.NullMarked;
