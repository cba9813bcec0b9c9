/** What runs against containers of public images; skipped where no Docker engine answers. */
@NullMarked
package io.tidemark.container;

import org.jspecify.annotations.NullMarked;
