/** What keeps a table small: OPTIMIZE and VACUUM, safe beside running writers. */
@NullMarked
package io.tidemark.delta.maintenance;

import org.jspecify.annotations.NullMarked;
