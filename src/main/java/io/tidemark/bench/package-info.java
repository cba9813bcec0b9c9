/**
 * Measures whole runs of {@code tidemark run}, each in a process of its own, over generated orders:
 * time, CPU, memory, where the CPU went, and whether the rows are right.
 */
@NullMarked
package io.tidemark.bench;

import org.jspecify.annotations.NullMarked;
