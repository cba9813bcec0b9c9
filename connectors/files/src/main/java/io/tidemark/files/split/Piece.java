package io.tidemark.files.split;

/** What lies in a file between separators: a JSON object, or whatever stands in its place. */
public sealed interface Piece {

  /** Where it starts in the content, in bytes. */
  long position();

  /** What it takes of memory. */
  int heldBytes();

  /**
   * A piece as it is, without the white space around it.
   *
   * @param bytes never changed after it is here
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere, copied nowhere: the hot path
  record Document(long position, byte[] bytes) implements Piece {

    @Override
    public int heldBytes() {
      return bytes.length;
    }
  }

  /**
   * A piece that is longer than pieces may be.
   *
   * @param sizeBytes how long it is
   * @param head its first bytes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Oversized(long position, long sizeBytes, byte[] head) implements Piece {

    @Override
    public int heldBytes() {
      return head.length;
    }
  }
}
