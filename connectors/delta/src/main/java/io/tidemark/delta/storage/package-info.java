/** What must survive a power failure, and how it gets to the disk. */
@NullMarked
package io.tidemark.delta.storage;

import org.jspecify.annotations.NullMarked;
