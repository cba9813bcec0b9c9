package io.tidemark.topology.expression.function;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a function.
 *
 * @param fallback its value when a call leaves it out; null if it then has none
 */
record Parameter(String name, Accepts accepts, Presence presence, @Nullable Object fallback) {

  enum Presence {
    REQUIRED,
    OPTIONAL,
    /** Any number of arguments, none too; the last parameter only. */
    REPEATED
  }

  boolean hasFallback() {
    return fallback != null;
  }

  /** {@code length INT}. */
  String signature() {
    return name + " " + accepts.label();
  }
}
