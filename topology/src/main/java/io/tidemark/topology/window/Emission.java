package io.tidemark.topology.window;

import io.tidemark.row.Row;
import io.tidemark.topology.expression.BadValueException;

/**
 * Takes results: rows of window start and end (if there are windows), keys, aggregates. Those of
 * closed windows of a fixed size come in the order of window end and key.
 */
public interface Emission {

  /** What a group comes to, for good when its window has closed, or for now. */
  void result(Row row);

  /**
   * A group that had a result has none any more: its session was merged into another.
   *
   * @param row with the window's start and the keys; the rest is null
   */
  void gone(Row row);

  /**
   * An aggregate of a group can't be computed: a sum too large for its type.
   *
   * @param row with null for the aggregates from the one that failed on
   */
  void failed(Row row, BadValueException cause);
}
