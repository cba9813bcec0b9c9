package io.tidemark.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Random;

/** Objects by JSON's grammar, each on one line and with its number in it, and damage to them. */
final class RandomJson {

  private static final int MAX_DEPTH = 4;
  private static final int MAX_SIZE = 4;
  private static final String[] SCALARS = {
    "null",
    "true",
    "false",
    "0",
    "-1",
    "12.50",
    "1e3",
    "-0.0",
    "1e400",
    "9223372036854775808",
    "\"\"",
    "\"text\"",
    "\"ünï 😀\"",
    "\"\\\"\\\\\\n\\u00e4\"",
    "\"{[,]}\"",
    "\"NaN\""
  };
  private static final String[] BLANKS = {"", "", "", " ", "\t", "  "};
  private static final byte[] TELLING = "{}[]\",:\\\n\r\0 0eE-'/*\u00ff".getBytes(UTF_8);

  private final Random random;

  RandomJson(Random random) {
    this.random = random;
  }

  /** An object with this as its field {@code n}. */
  String object(int number) {
    StringBuilder text = new StringBuilder("{\"n\":" + number);
    for (int i = random.nextInt(MAX_SIZE); i > 0; i--) {
      text.append(blank()).append(',').append(blank()).append('"').append(name()).append("\":");
      value(text, 0);
    }
    return text.append(blank()).append('}').toString();
  }

  /** The same bytes with a few of them changed, put in, taken out, moved, or all cut off. */
  byte[] damaged(byte[] bytes) {
    byte[] damaged = bytes;
    for (int i = random.nextInt(3); i >= 0 && damaged.length > 1; i--) {
      int at = random.nextInt(damaged.length);
      damaged =
          switch (random.nextInt(5)) {
            case 0 -> spliced(damaged, at, at + 1, telling());
            case 1 -> spliced(damaged, at, at, telling());
            case 2 -> spliced(damaged, at, at + 1, new byte[0]);
            case 3 -> spliced(damaged, at, at, Arrays.copyOfRange(damaged, 0, at));
            default -> Arrays.copyOf(damaged, at);
          };
    }
    return damaged;
  }

  private byte[] telling() {
    return new byte[] {
      random.nextBoolean() ? TELLING[random.nextInt(TELLING.length)] : (byte) random.nextInt(256)
    };
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] put) {
    byte[] result = new byte[bytes.length - (to - from) + put.length];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(put, 0, result, from, put.length);
    System.arraycopy(bytes, to, result, from + put.length, bytes.length - to);
    return result;
  }

  private void value(StringBuilder text, int depth) {
    int kind = depth == MAX_DEPTH ? 0 : random.nextInt(4);
    if (kind == 2) {
      text.append('[');
      for (int i = random.nextInt(MAX_SIZE); i > 0; i--) {
        value(text, depth + 1);
        text.append(i > 1 ? "," : "").append(blank());
      }
      text.append(']');
    } else if (kind == 3) {
      text.append('{');
      for (int i = random.nextInt(MAX_SIZE); i > 0; i--) {
        text.append('"').append(name()).append("\":").append(blank());
        value(text, depth + 1);
        text.append(i > 1 ? "," : "").append(blank());
      }
      text.append('}');
    } else {
      text.append(SCALARS[random.nextInt(SCALARS.length)]);
    }
  }

  private String name() {
    return "abcde".substring(0, 1 + random.nextInt(5));
  }

  private String blank() {
    return BLANKS[random.nextInt(BLANKS.length)];
  }
}
