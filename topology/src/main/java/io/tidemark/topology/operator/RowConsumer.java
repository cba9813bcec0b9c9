package io.tidemark.topology.operator;

import io.tidemark.row.Row;

/** Takes rows one at a time: an operator, or what is after the last of them. */
@FunctionalInterface
interface RowConsumer {

  /**
   * Takes a row and gives what becomes of it to the next operator before it returns.
   *
   * @throws io.tidemark.topology.expression.BadValueException if an expression can't take a value
   */
  void accept(Row row);
}
