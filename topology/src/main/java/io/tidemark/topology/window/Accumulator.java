package io.tidemark.topology.window;

import org.jspecify.annotations.Nullable;

/**
 * What one aggregate call has added up for one group. Adding and merging in any order gives the
 * same result, but for the rounding of doubles and what keeps the order in which rows came. Owned
 * by a task.
 */
interface Accumulator {

  /** As if nothing had been added. */
  void clear();

  /**
   * Adds a value that is not null.
   *
   * @param time of its row, in microseconds since the epoch; 0 when rows have no event time
   */
  void add(Object value, long time);

  /** Adds a null, which most functions pass over. */
  default void addNull(long time) {}

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
