package io.tidemark.topology.window;

import io.tidemark.row.Row;
import io.tidemark.topology.expression.BadValueException;

/** Takes the results of closed windows, in the order of window end and key. */
public interface Emission {

  /** A row of window start and end, keys, aggregates. */
  void closed(Row row);

  /**
   * An aggregate of a group can't be computed: a sum too large for its type.
   *
   * @param row with null for the aggregates from the one that failed on
   */
  void failed(Row row, BadValueException cause);
}
