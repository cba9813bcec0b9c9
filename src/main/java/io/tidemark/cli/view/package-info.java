/** What a person sees of a run: progress while it works, and what was done at its end. */
@NullMarked
package io.tidemark.cli.view;

import org.jspecify.annotations.NullMarked;
