package io.tidemark.delta.sink.record;

/** What the values of a topic's records are. */
public enum ValueFormat {
  /** Seen by each value: see {@link RecordConversion}. */
  AUTO,
  /** Bytes of a {@link io.tidemark.row.RowBatchCodec}: any number of rows. */
  ROW_BATCH,
  /** One JSON object, as text, bytes or the map that a JSON converter makes of it: a row. */
  JSON,
  /** A Connect struct: a row. */
  CONNECT
}
