@NullMarked
package io.tidemark.topology;

import org.jspecify.annotations.NullMarked;
