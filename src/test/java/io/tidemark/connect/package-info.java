/** The connectors in Connect workers as they are released, from their zips. */
@NullMarked
package io.tidemark.connect;

import org.jspecify.annotations.NullMarked;
