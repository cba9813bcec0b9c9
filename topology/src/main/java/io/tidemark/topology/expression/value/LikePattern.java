package io.tidemark.topology.expression.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * LIKE patterns: {@code %} is any number of characters, {@code _} is one. Made for the plain cases,
 * which are prefix, suffix, part and whole text; the rest is matched from left to right, where the
 * first place at which a piece fits is always good enough.
 */
public final class LikePattern {

  private LikePattern() {}

  /**
   * Whether a text matches the pattern.
   *
   * @throws IllegalArgumentException if the escape character stands before another than {@code %},
   *     {@code _} or itself
   */
  public static Predicate<String> compile(String pattern, char escape) {
    List<LikePiece> pieces = pieces(pattern, escape);
    String first = pieces.get(0).text();
    String last = pieces.get(pieces.size() - 1).text();
    if (!pieces.stream().allMatch(LikePiece::isPlain)) {
      return new LikeSequence(pieces)::matches;
    }
    if (pieces.size() == 1) {
      return first::equals;
    }
    if (pieces.size() == 2) {
      return betweenEnds(first, last);
    }
    if (pieces.size() == 3 && first.isEmpty() && last.isEmpty()) {
      String part = pieces.get(1).text();
      return text -> text.contains(part);
    }
    return new LikeSequence(pieces)::matches;
  }

  private static Predicate<String> betweenEnds(String start, String end) {
    if (end.isEmpty()) {
      return text -> text.startsWith(start);
    }
    if (start.isEmpty()) {
      return text -> text.endsWith(end);
    }
    int least = start.length() + end.length();
    return text -> text.length() >= least && text.startsWith(start) && text.endsWith(end);
  }

  /** What stands before, between and after the {@code %} signs: one more than there are of them. */
  private static List<LikePiece> pieces(String pattern, char escape) {
    List<LikePiece> pieces = new ArrayList<>();
    LikePiece.Builder piece = new LikePiece.Builder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == escape) {
        piece.literal(escaped(pattern, ++i, escape));
      } else if (c == '%') {
        pieces.add(piece.build());
        piece = new LikePiece.Builder();
      } else if (c == '_') {
        piece.anyCharacter();
      } else {
        piece.literal(c);
      }
    }
    pieces.add(piece.build());
    return pieces;
  }

  private static char escaped(String pattern, int at, char escape) {
    char c = at < pattern.length() ? pattern.charAt(at) : '\0';
    if (c != '%' && c != '_' && c != escape) {
      throw new IllegalArgumentException(
          "in a LIKE pattern %s stands before %%, _ or %s only, here: %s"
              .formatted(escape, escape, Shown.text(pattern)));
    }
    return c;
  }
}
