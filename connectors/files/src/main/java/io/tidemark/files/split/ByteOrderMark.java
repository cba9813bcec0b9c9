package io.tidemark.files.split;

/** Recognises the encoding of a text by its first bytes. */
final class ByteOrderMark {

  private static final String REMEDY = "; convert it to UTF-8, for instance with iconv";

  private ByteOrderMark() {}

  /**
   * How many bytes of a UTF-8 mark to skip: 3 or 0.
   *
   * @param first up to four bytes
   * @throws BadContentException if it is UTF-16 or UTF-32, by its mark or, as JSON starts with an
   *     ASCII character, by its zero bytes (RFC 4627, section 3)
   */
  static int length(byte[] first) throws BadContentException {
    if (starts(first, 0xff, 0xfe, 0, 0) || starts(first, 0, 0, 0xfe, 0xff)) {
      throw new BadContentException("the text is encoded in UTF-32, not in UTF-8" + REMEDY);
    }
    if (starts(first, 0xff, 0xfe)
        || starts(first, 0xfe, 0xff)
        || (first.length >= 2 && (first[0] == 0) != (first[1] == 0))) {
      throw new BadContentException("the text is encoded in UTF-16, not in UTF-8" + REMEDY);
    }
    return starts(first, 0xef, 0xbb, 0xbf) ? 3 : 0;
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
