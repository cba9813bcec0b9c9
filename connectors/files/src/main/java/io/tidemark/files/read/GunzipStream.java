package io.tidemark.files.read;

import io.tidemark.files.split.BadContentException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * What a gzip file (RFC 1952) decompresses to, however many members it has. Unlike the JDK's, it
 * tells of whatever follows the last member, and opens nothing before the first read.
 */
final class GunzipStream extends InputStream {

  private static final int BLOCK_BYTES = 64 * 1024;
  private static final int DEFLATE = 8;
  private static final int FLAG_CHECKSUM = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] block = new byte[BLOCK_BYTES];

  /** The bytes of the block that the inflater has not been given: from here to {@link #limit}. */
  private int next;

  private int limit;
  private boolean inMember;
  private boolean anyMember;
  private @Nullable BadContentException failure;

  GunzipStream(InputStream in) {
    this.in = in;
  }

  /**
   * @throws BadContentException if the file is damaged or ends too early; from then on, always
   */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      return decompress(into, offset, length);
    } catch (BadContentException e) {
      failure = e;
      throw e;
    }
  }

  private int decompress(byte[] into, int offset, int length) throws IOException {
    while (length > 0 && (inMember || enterMember())) {
      int count = inflate(into, offset, length);
      if (count > 0) {
        checksum.update(into, offset, count);
        return count;
      }
      if (inflater.finished()) {
        leaveMember();
      } else if (inflater.needsDictionary()) {
        throw damaged("a dictionary is missing");
      } else {
        giveInput();
      }
    }
    return length == 0 ? 0 : -1;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }

  private int inflate(byte[] into, int offset, int length) throws IOException {
    try {
      return inflater.inflate(into, offset, length);
    } catch (DataFormatException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  private void giveInput() throws IOException {
    if (next == limit && !fill()) {
      throw endsEarly();
    }
    inflater.setInput(block, next, limit - next);
    next = limit;
  }

  /** False at the end of the file. Zeros between and behind members are padding. */
  private boolean enterMember() throws IOException {
    int first = 0;
    while (first == 0) {
      if (next == limit && !fill()) {
        return false;
      }
      first = nextByte();
    }
    if (first != 0x1f || nextByte() != 0x8b || nextByte() != DEFLATE) {
      throw damaged(anyMember ? "something else follows it" : "it is not in gzip format");
    }
    int flags = nextByte();
    skip(6);
    if ((flags & FLAG_EXTRA) != 0) {
      skip(nextByte() | nextByte() << 8);
    }
    skipText((flags & FLAG_NAME) != 0);
    skipText((flags & FLAG_COMMENT) != 0);
    skip((flags & FLAG_CHECKSUM) != 0 ? 2 : 0);
    inflater.reset();
    checksum.reset();
    inMember = true;
    anyMember = true;
    return true;
  }

  private void leaveMember() throws IOException {
    next = limit - inflater.getRemaining();
    long size = inflater.getBytesWritten() & 0xffffffffL;
    inMember = false;
    if (nextInt() != checksum.getValue() || nextInt() != size) {
      throw damaged("its checksum doesn't match");
    }
  }

  private void skipText(boolean isThere) throws IOException {
    while (isThere && nextByte() != 0) {
      // up to the zero that ends it
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      nextByte();
    }
  }

  private long nextInt() throws IOException {
    long low = nextByte() | nextByte() << 8;
    long high = nextByte() | nextByte() << 8;
    return high << 16 | low;
  }

  private int nextByte() throws IOException {
    if (next == limit && !fill()) {
      throw endsEarly();
    }
    return block[next++] & 0xff;
  }

  private boolean fill() throws IOException {
    next = 0;
    limit = Math.max(0, in.read(block, 0, block.length));
    return limit > 0;
  }

  private static BadContentException endsEarly() {
    return new BadContentException("the compressed file ends too early");
  }

  private static BadContentException damaged(String reason) {
    return new BadContentException("the compressed file is damaged: " + reason);
  }
}
