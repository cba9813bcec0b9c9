/** What is known of which file, across restarts. */
@NullMarked
package io.tidemark.files.ledger;

import org.jspecify.annotations.NullMarked;
