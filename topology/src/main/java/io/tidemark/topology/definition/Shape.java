package io.tidemark.topology.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a value of the file may look like: reads it, and describes itself as JSON Schema. One object
 * for both, so that the schema which editors check with can't differ from what is read.
 */
interface Shape<T> {

  /** The value, or null when it is not of this shape, after telling {@code place} why. */
  @Nullable T read(YamlNode node, Place place);

  /** The JSON Schema (2020-12) of such a value; a new object at each call. */
  ObjectNode schema();
}
