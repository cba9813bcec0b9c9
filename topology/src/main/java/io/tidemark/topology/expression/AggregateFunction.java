package io.tidemark.topology.expression;

/** What an aggregate call computes over a group's rows; nulls are passed over unless said. */
public enum AggregateFunction {
  /** Of rows, when the call has no argument; otherwise of rows whose argument is not null. */
  COUNT,
  APPROX_COUNT_DISTINCT,
  SUM,
  AVG,
  MIN,
  MAX,
  /** The first value, which may be null. */
  FIRST,
  FIRST_NON_NULL,
  /** The last value, which may be null. */
  LAST,
  LAST_NON_NULL,
  COLLECT_LIST,
  COLLECT_SET
}
