package io.tidemark.files.split;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The part of a content that is in memory: from the first byte still needed to the last byte read.
 * Keeps the checksum of all that lies before a place.
 */
final class ByteWindow {

  private static final int MIN_BYTES = 4 * 1024;
  private static final int MAX_BLOCK_BYTES = 256 * 1024;

  private final InputStream in;
  private final CRC32C checksum = new CRC32C();
  private byte[] bytes;

  /** Index of the first byte still needed. */
  private int start;

  /** Index behind the last byte read. */
  private int limit;

  /** Index of the first byte that is not in the checksum yet; never behind {@link #start}. */
  private int summed;

  /** Position in the content of index 0. */
  private long base;

  /**
   * @param expectedBytes how long the content is thought to be: a small one takes a small array
   */
  ByteWindow(InputStream in, long expectedBytes) {
    this.in = in;
    this.bytes = new byte[(int) Math.max(MIN_BYTES, Math.min(MAX_BLOCK_BYTES, expectedBytes + 1))];
  }

  /** The array behind the window; another one, or moved, after {@link #readMore}. */
  byte[] array() {
    return bytes;
  }

  int start() {
    return start;
  }

  int limit() {
    return limit;
  }

  int length() {
    return limit - start;
  }

  /** The byte at the window's start; there must be one. */
  byte first() {
    return bytes[start];
  }

  /** Where in the content the window starts. */
  long position() {
    return base + start;
  }

  /** The next so many bytes are no longer needed. */
  void drop(int count) {
    start += count;
  }

  byte[] copy(int length) {
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  /** CRC-32C of the content before the window's start. */
  long checksum() {
    checksum.update(bytes, summed, start - summed);
    summed = start;
    return checksum.getValue();
  }

  /**
   * Lengthens the window; false at the end of the content. The window is as it was when this
   * throws.
   */
  boolean readMore() throws IOException {
    if (limit == bytes.length) {
      makeRoom();
    }
    int count = in.read(bytes, limit, bytes.length - limit);
    if (count < 0) {
      return false;
    }
    limit += count;
    return true;
  }

  private void makeRoom() {
    checksum();
    byte[] roomy = length() > bytes.length / 2 ? new byte[bytes.length * 2] : bytes;
    System.arraycopy(bytes, start, roomy, 0, length());
    base += start;
    limit -= start;
    start = 0;
    summed = 0;
    bytes = roomy;
  }
}
