/** Where each JSON document in a stream of bytes starts and ends. Pure: bytes in, documents out. */
@NullMarked
package io.tidemark.files.split;

import org.jspecify.annotations.NullMarked;
