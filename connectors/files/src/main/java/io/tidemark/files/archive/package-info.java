/**
 * What becomes of files that are published: left, moved or deleted, and nothing ever overwritten.
 */
@NullMarked
package io.tidemark.files.archive;

import org.jspecify.annotations.NullMarked;
