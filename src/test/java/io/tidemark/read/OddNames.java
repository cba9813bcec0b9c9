package io.tidemark.read;

import java.util.List;
import java.util.Random;

/** Names as fields of JSON may have them, of which few are plain words. */
public final class OddNames {

  private static final List<String> NAMES =
      List.of(
          "id",
          "ID",
          "name",
          "a",
          "b",
          "a_b",
          "items",
          "null",
          "true",
          "select",
          "case",
          "on",
          "yes",
          "timestamp",
          "a b",
          "a.b",
          "a`b",
          "größe",
          "日本",
          "😀",
          "$oid",
          "${HOME}",
          "a: b",
          "#",
          "- x");
  private static final String SIGNS =
      " \t\n\r.,;:{}()[]=`'\"\\#-?*&!|>%@~$^/+<\u0000\u001b\u007f\u0085\u2028\ufeff\u00a0e\u0301";
  private static final int MOST_SIGNS = 4;

  private final Random random;

  public OddNames(Random random) {
    this.random = random;
  }

  /** Never empty. */
  public String next() {
    if (random.nextInt(3) > 0) {
      return NAMES.get(random.nextInt(NAMES.size()));
    }
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(MOST_SIGNS); i >= 0; i--) {
      name.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
    }
    return name.toString();
  }
}
