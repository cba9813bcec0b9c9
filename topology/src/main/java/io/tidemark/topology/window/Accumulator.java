package io.tidemark.topology.window;

import org.jspecify.annotations.Nullable;

/**
 * What one aggregate call has added up for one group. Adding and merging in any order gives the
 * same result (but for the rounding of doubles). Owned by a task.
 */
interface Accumulator {

  /** As if nothing had been added. */
  void clear();

  /** Adds a value that is not null. */
  void add(Object value);

  /** Adds all that another accumulator of the same call has added. */
  void merge(Accumulator other);

  /**
   * The result.
   *
   * @throws io.tidemark.topology.expression.BadValueException if the result's type can't hold it
   */
  @Nullable Object result();

  void write(OrderedWriter out);

  /** Takes on what {@link #write} wrote. */
  void read(OrderedReader in);
}
