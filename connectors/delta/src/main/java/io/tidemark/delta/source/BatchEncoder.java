package io.tidemark.delta.source;

import io.tidemark.row.Row;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.row.StructType;
import java.util.ArrayList;
import java.util.List;

/** Makes record values of rows, none larger than allowed unless one row is. For one thread. */
final class BatchEncoder {

  private final StructType schema;
  private final RowBatchCodec codec;
  private final int maxBytes;

  /** A record value, and how many rows it has. */
  static final class Piece {

    private final int rows;
    private final byte[] value;

    private Piece(int rows, byte[] value) {
      this.rows = rows;
      this.value = value;
    }

    int rows() {
      return rows;
    }

    /** Given away: not to be changed. */
    byte[] value() {
      return value;
    }
  }

  BatchEncoder(StructType schema, int maxBytes) {
    this.schema = schema;
    this.codec = new RowBatchCodec(schema);
    this.maxBytes = maxBytes;
  }

  StructType schema() {
    return schema;
  }

  /** The rows in order, in as few pieces as halving gives. */
  List<Piece> encode(List<Row> rows) {
    List<Piece> pieces = new ArrayList<>();
    encode(rows, pieces);
    return pieces;
  }

  private void encode(List<Row> rows, List<Piece> pieces) {
    byte[] value = codec.encode(rows);
    if (value.length <= maxBytes || rows.size() <= 1) {
      pieces.add(new Piece(rows.size(), value));
    } else {
      int half = rows.size() / 2;
      encode(rows.subList(0, half), pieces);
      encode(rows.subList(half, rows.size()), pieces);
    }
  }
}
