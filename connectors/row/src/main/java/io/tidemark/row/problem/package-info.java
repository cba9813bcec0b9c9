/** What went wrong, told to a person: where, what, and what to do. */
@NullMarked
package io.tidemark.row.problem;

import org.jspecify.annotations.NullMarked;
