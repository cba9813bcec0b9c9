/**
 * Rows, their types and their one wire form: the contract that sources, topology and sinks share.
 */
@NullMarked
package io.tidemark.row;

import org.jspecify.annotations.NullMarked;
