package io.tidemark.topology.expression.value;

import java.util.List;

/**
 * Pieces with any number of characters between them; the first starts the text, the last ends it.
 */
record LikeSequence(List<LikePiece> pieces) {

  boolean matches(String text) {
    int at = pieces.get(0).endAt(text, 0);
    int last = pieces.size() - 1;
    if (last == 0) {
      return at == text.length();
    }
    for (int i = 1; i < last && at >= 0; i++) {
      at = pieces.get(i).firstEnd(text, at);
    }
    return at >= 0 && endsWith(text, at, pieces.get(last));
  }

  private static boolean endsWith(String text, int from, LikePiece piece) {
    int characters = piece.characters();
    if (text.codePointCount(from, text.length()) < characters) {
      return false;
    }
    int start = text.offsetByCodePoints(text.length(), -characters);
    return piece.endAt(text, start) == text.length();
  }
}
