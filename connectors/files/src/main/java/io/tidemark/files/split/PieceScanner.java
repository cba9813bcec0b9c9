package io.tidemark.files.split;

/**
 * Finds the end of one piece. Keeps its state between blocks, so that a piece may lie over any
 * number of them.
 */
interface PieceScanner {

  /** What {@link #scan} returns when the piece goes on. */
  int NOT_YET = -1;

  /** Forgets the piece before. */
  void begin();

  /**
   * Goes on at an index.
   *
   * @return the index behind the piece's last byte, or {@link #NOT_YET} when {@code to} was reached
   */
  int scan(byte[] bytes, int from, int to);
}
