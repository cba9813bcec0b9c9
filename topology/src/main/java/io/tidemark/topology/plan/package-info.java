/**
 * A pipeline that can run: every name and type of its definition checked, before anything starts.
 */
@NullMarked
package io.tidemark.topology.plan;

import org.jspecify.annotations.NullMarked;
