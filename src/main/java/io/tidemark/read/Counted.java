package io.tidemark.read;

import java.util.Locale;

/** Numbers of things as people write them. */
final class Counted {

  private Counted() {}

  /** {@code 1 file}, {@code 2,000 files}. */
  static String of(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
