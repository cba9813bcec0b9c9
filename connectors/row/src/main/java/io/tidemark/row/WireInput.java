package io.tidemark.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link WireOutput} wrote. Every read is checked against the end of the bytes, and
 * every count against what the bytes can hold, so that damaged bytes give an
 * IllegalArgumentException and nothing worse.
 */
final class WireInput {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int at;

  WireInput(byte[] bytes) {
    this.bytes = bytes;
  }

  int remaining() {
    return bytes.length - at;
  }

  int readByte() {
    if (at == bytes.length) {
      throw damaged("it ends too early");
    }
    return bytes[at++];
  }

  void skipZeros(int count) {
    for (int i = 0; i < count; i++) {
      if (readByte() != 0) {
        throw damaged("there is something where it should be padded");
      }
    }
  }

  int readInt() {
    return (int) INTS.get(bytes, skip(Integer.BYTES));
  }

  long readLong() {
    return (long) LONGS.get(bytes, skip(Long.BYTES));
  }

  long readVarint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = readByte();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged("a number has too many bytes");
  }

  long readZigzag() {
    long value = readVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A zigzag number that must fit 32 bits. */
  int readZigzagInt() {
    long value = readZigzag();
    if (value != (int) value) {
      throw damaged("a number is beyond 32 bits");
    }
    return (int) value;
  }

  /** A count or length of at most {@code max}. */
  int readCount(long max) {
    long count = readVarint();
    if (count < 0 || count > Math.min(max, Integer.MAX_VALUE)) {
      throw damaged("a count is beyond its bytes");
    }
    return (int) count;
  }

  byte[] readBytes() {
    int length = readCount(remaining());
    int from = skip(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  String readString() {
    int length = readCount(remaining());
    return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
  }

  /** Steps over a bitmap; {@link #bit} reads from it by the position that this returns. */
  int skipBitmap(int count) {
    return skip((count + Byte.SIZE - 1) / Byte.SIZE);
  }

  boolean bit(int bitmap, int index) {
    return (bytes[bitmap + index / Byte.SIZE] >> (index % Byte.SIZE) & 1) != 0;
  }

  IllegalArgumentException damaged(String what) {
    return new IllegalArgumentException(
        "not a whole row batch: %s (at byte %d of %d)".formatted(what, at, bytes.length));
  }

  private int skip(int count) {
    if (remaining() < count) {
      throw damaged("it ends too early");
    }
    int from = at;
    at += count;
    return from;
  }
}
