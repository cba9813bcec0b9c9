package io.tidemark.topology.expression.compile;

import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.syntax.SqlParser.CallContext;
import io.tidemark.topology.expression.syntax.SqlParser.CallOfRowsContext;

/** What names and calls mean: over the input's rows, or over groups of them. */
interface Scope {

  Operand column(Source source, String name);

  Operand call(CallContext tree);

  /** {@code count(*)}. */
  Operand callOfRows(CallOfRowsContext tree);
}
