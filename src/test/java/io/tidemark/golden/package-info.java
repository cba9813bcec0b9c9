/** Expected texts in files beside the tests. */
@NullMarked
package io.tidemark.golden;

import org.jspecify.annotations.NullMarked;
