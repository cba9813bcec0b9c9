/** The command line: commands, exit codes, errors, and what a person sees of a run. */
@NullMarked
package io.tidemark.cli;

import org.jspecify.annotations.NullMarked;
