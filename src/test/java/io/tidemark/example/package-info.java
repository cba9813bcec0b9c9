/** The sample data of the shipped pipelines: what makes it, and that it is what it should be. */
@NullMarked
package io.tidemark.example;

import org.jspecify.annotations.NullMarked;
