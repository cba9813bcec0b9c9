package io.tidemark.files.split;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of an object or array: its closing bracket, strings (in single quotation marks too,
 * as Spark reads them) and their escapes respected. Counts one kind of brackets only, so that a
 * bracket of the other kind too many or too few damages no more than this piece.
 *
 * <p>A line break within a string is not JSON. In JSON Lines it ends the piece, as it does outside
 * of a string; otherwise it ends the string, so that a lost quotation mark doesn't turn the rest of
 * the file inside out.
 *
 * <p>This is the hot path: bytes of strings are looked at eight at a time.
 */
final class NestingScanner implements PieceScanner {

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long DOUBLE_QUOTES = ONES * '"';
  private static final long SINGLE_QUOTES = ONES * '\'';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  private static final byte PLAIN = 0;
  private static final byte QUOTE = 1;
  private static final byte OPEN = 2;
  private static final byte CLOSE = 3;
  private static final byte END = 4;

  /** What a byte means outside of a string. */
  private final byte[] meanings = new byte[256];

  private final boolean endsWithLine;

  private int depth;

  /** The quotation mark that ends the string; 0 outside of one. */
  private byte quote;

  private boolean escaped;
  private boolean ended;

  private NestingScanner(char open, char close, Layout layout) {
    this.endsWithLine = layout == Layout.LINES;
    meanings['"'] = QUOTE;
    meanings['\''] = QUOTE;
    meanings[open] = OPEN;
    meanings[close] = CLOSE;
    meanings['\n'] = endsWithLine ? END : PLAIN;
    meanings['\r'] = endsWithLine ? END : PLAIN;
  }

  static NestingScanner ofObject(Layout layout) {
    return new NestingScanner('{', '}', layout);
  }

  static NestingScanner ofArray(Layout layout) {
    return new NestingScanner('[', ']', layout);
  }

  @Override
  public void begin() {
    depth = 0;
    quote = 0;
    escaped = false;
    ended = false;
  }

  @Override
  public int scan(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      at = quote != 0 ? scanString(bytes, at, to) : scanStructure(bytes, at, to);
      if (ended) {
        return at;
      }
    }
    return NOT_YET;
  }

  /** Up to behind the quotation mark that starts a string, or to the end of the piece. */
  private int scanStructure(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      byte meaning = meanings[bytes[at] & 0xff];
      if (meaning == PLAIN) {
        continue;
      }
      if (meaning == QUOTE) {
        quote = bytes[at];
        return at + 1;
      }
      if (meaning == OPEN) {
        depth++;
      } else if (meaning == END || --depth == 0) {
        ended = true;
        return meaning == END ? at : at + 1;
      }
    }
    return to;
  }

  /** Up to behind the end of the string. */
  private int scanString(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (escaped) {
        escaped = false;
        at += isLineBreak(bytes[at]) ? 0 : 1;
      }
      at = skipPlainText(bytes, at, to);
      if (at == to) {
        return to;
      }
      byte b = bytes[at];
      if (b == quote) {
        quote = 0;
        return at + 1;
      }
      if (b == '\\') {
        escaped = true;
      } else if (endsWithLine && isLineBreak(b)) {
        ended = true;
        return at;
      } else if (b == '\n') {
        quote = 0;
        return at + 1;
      }
      at++;
    }
    return to;
  }

  /** The first index with the string's quotation mark, a backslash or a control character. */
  private int skipPlainText(byte[] bytes, int from, int to) {
    long quotes = quote == '"' ? DOUBLE_QUOTES : SINGLE_QUOTES;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long eight = (long) EIGHT_BYTES.get(bytes, at);
      long special =
          (zeroBytes(eight ^ quotes) | zeroBytes(eight ^ BACKSLASHES) | controlBytes(eight));
      if (special != 0) {
        return at + (Long.numberOfTrailingZeros(special) >>> 3);
      }
    }
    while (at < to && bytes[at] != quote && bytes[at] != '\\' && (bytes[at] & 0xff) >= ' ') {
      at++;
    }
    return at;
  }

  /**
   * The high bit of each byte that is zero; bits above the first such byte may be wrong (Hacker's
   * Delight, 6-1), which doesn't matter to who looks for the first.
   */
  private static long zeroBytes(long eight) {
    return (eight - ONES) & ~eight & HIGH_BITS;
  }

  /** The same for each byte below a space. */
  private static long controlBytes(long eight) {
    return (eight - SPACES) & ~eight & HIGH_BITS;
  }

  static boolean isLineBreak(byte b) {
    return b == '\n' || b == '\r';
  }
}
