package io.tidemark.files.split;

/**
 * A place in a content behind a piece, from where splitting can go on.
 *
 * @param bytes so many bytes of the content lie before it
 * @param checksum CRC-32C of these bytes
 * @param openArray where the array starts that is open here, or {@link #NO_ARRAY}
 */
public record SplitPosition(long bytes, long checksum, long openArray) {

  public static final long NO_ARRAY = -1;

  /** Before the first byte. */
  public static final SplitPosition START = new SplitPosition(0, 0, NO_ARRAY);
}
