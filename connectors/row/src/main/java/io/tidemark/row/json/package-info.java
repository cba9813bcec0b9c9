/** JSON bytes into rows of a declared schema, and a schema out of JSON that has none. */
@NullMarked
package io.tidemark.row.json;

import org.jspecify.annotations.NullMarked;
