/** The prompt of {@code tidemark sql}: statements are typed, with history and completion. */
@NullMarked
package io.tidemark.cli.prompt;

import org.jspecify.annotations.NullMarked;
