package io.tidemark.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A byte buffer that grows, and how numbers and text are laid out in it. Reused, not shared. */
final class WireOutput {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int MAX_VARINT_BYTES = 10;

  private static final int INITIAL_BYTES = 1024;
  private static final int MAX_KEPT_BYTES = 1 << 20;

  private byte[] buffer = new byte[INITIAL_BYTES];
  private int at;

  /** Begins anew; after an unusually large batch with a small buffer, which will do for most. */
  void reset() {
    at = 0;
    if (buffer.length > MAX_KEPT_BYTES) {
      buffer = new byte[INITIAL_BYTES];
    }
  }

  int size() {
    return at;
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer, at);
  }

  void writeByte(int value) {
    reserve(1);
    buffer[at++] = (byte) value;
  }

  /** Four bytes, big-endian. */
  void writeInt(int value) {
    reserve(Integer.BYTES);
    INTS.set(buffer, at, value);
    at += Integer.BYTES;
  }

  /** Eight bytes, big-endian. */
  void writeLong(long value) {
    reserve(Long.BYTES);
    LONGS.set(buffer, at, value);
    at += Long.BYTES;
  }

  /** Seven bits a byte, least significant first; small only for small, non-negative values. */
  void writeVarint(long value) {
    reserve(MAX_VARINT_BYTES);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[at++] = (byte) rest;
  }

  /** A varint that is small for small negative values too. */
  void writeZigzag(long value) {
    writeVarint((value << 1) ^ (value >> 63));
  }

  void writeBytes(byte[] bytes) {
    writeVarint(bytes.length);
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, at, bytes.length);
    at += bytes.length;
  }

  /** UTF-8; half a surrogate pair becomes {@code ?}, as it would in Spark. */
  void writeString(String text) {
    writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** One bit per cell, set where there is a value. */
  void writeBitmap(@Nullable Object[] cells) {
    for (int from = 0; from < cells.length; from += Byte.SIZE) {
      int bits = 0;
      for (int i = from; i < Math.min(cells.length, from + Byte.SIZE); i++) {
        if (cells[i] != null) {
          bits |= 1 << (i - from);
        }
      }
      writeByte(bits);
    }
  }

  void writeZeros(int count) {
    reserve(count);
    Arrays.fill(buffer, at, at + count, (byte) 0);
    at += count;
  }

  private void reserve(int more) {
    if (buffer.length - at < more) {
      buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(at, more), buffer.length * 2));
    }
  }
}
