package io.tidemark.files.split;

/** Recognises the encoding of a text by its first bytes. */
final class ByteOrderMark {

  private static final String REMEDY = "; convert it to UTF-8, for instance with iconv";

  private ByteOrderMark() {}

  /**
   * How many bytes of a UTF-8 mark to skip: 3 or 0.
   *
   * @param first up to four bytes
   * @throws BadContentException if it is UTF-16 or UTF-32, by its mark or, as JSON starts with two
   *     ASCII characters, by its zero bytes (RFC 4627, section 3); a single one is damage, and none
   *     of the file's other records'
   */
  static int length(byte[] first) throws BadContentException {
    String zeros = zeros(first);
    if (starts(first, 0xff, 0xfe, 0, 0)
        || starts(first, 0, 0, 0xfe, 0xff)
        || zeros.equals("x000")
        || zeros.equals("000x")) {
      throw new BadContentException("the text is encoded in UTF-32, not in UTF-8" + REMEDY);
    }
    if (starts(first, 0xff, 0xfe)
        || starts(first, 0xfe, 0xff)
        || zeros.equals("x0x0")
        || zeros.equals("0x0x")) {
      throw new BadContentException("the text is encoded in UTF-16, not in UTF-8" + REMEDY);
    }
    return starts(first, 0xef, 0xbb, 0xbf) ? 3 : 0;
  }

  /** Which of the bytes are zero: {@code x0x0}. */
  private static String zeros(byte[] bytes) {
    StringBuilder zeros = new StringBuilder();
    for (byte b : bytes) {
      zeros.append(b == 0 ? '0' : 'x');
    }
    return zeros.toString();
  }

  private static boolean starts(byte[] bytes, int... expected) {
    if (bytes.length < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[i] & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
