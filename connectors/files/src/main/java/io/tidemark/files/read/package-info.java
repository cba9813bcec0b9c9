/** One file as it is read: its bytes, its pieces, and whether it stays the same meanwhile. */
@NullMarked
package io.tidemark.files.read;

import org.jspecify.annotations.NullMarked;
