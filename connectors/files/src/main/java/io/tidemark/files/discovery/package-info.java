/** Which files there are to read, in which order, and when one is complete. */
@NullMarked
package io.tidemark.files.discovery;

import org.jspecify.annotations.NullMarked;
