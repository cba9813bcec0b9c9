/**
 * What a {@code foreach_batch} target is written against: {@link
 * io.tidemark.row.batch.BatchWriter}.
 */
@NullMarked
package io.tidemark.row.batch;

import org.jspecify.annotations.NullMarked;
