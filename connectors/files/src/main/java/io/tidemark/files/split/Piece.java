package io.tidemark.files.split;

/** What lies in a file between separators: a JSON object, or whatever stands in its place. */
public sealed interface Piece {

  /** Where it starts in the content, in bytes. */
  long position();

  /** Its bytes, or the first of them; never changed after they are here. */
  byte[] bytes();

  /** A piece as it is, without the white space around it. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere, copied nowhere: the hot path
  record Document(long position, byte[] bytes) implements Piece {}

  /**
   * A piece that can't be published.
   *
   * @param reason for a person
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Refused(long position, byte[] bytes, String reason) implements Piece {}
}
