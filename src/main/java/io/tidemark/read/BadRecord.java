package io.tidemark.read;

/**
 * A record that could not be read.
 *
 * @param position of its first byte in the file's (decompressed) content
 */
public record BadRecord(String file, long position, String reason) {

  /** {@code data/a.json, byte 120: reason}. */
  @Override
  public String toString() {
    return file + ", byte " + position + ": " + reason;
  }
}
