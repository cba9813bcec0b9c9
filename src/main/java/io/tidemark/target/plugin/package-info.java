/** Classes that are not Tidemark's own, from folders that the user names. */
@NullMarked
package io.tidemark.target.plugin;

import org.jspecify.annotations.NullMarked;
