/** The embedded default: a real, persistent Kafka broker inside this process. */
@NullMarked
package io.tidemark.local;

import org.jspecify.annotations.NullMarked;
