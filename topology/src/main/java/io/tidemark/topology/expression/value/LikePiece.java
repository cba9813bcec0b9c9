package io.tidemark.topology.expression.value;

import java.util.BitSet;

/**
 * A part of a LIKE pattern without {@code %}.
 *
 * @param text its characters
 * @param wildcards at which of them any one character may stand instead
 */
record LikePiece(String text, BitSet wildcards) {

  boolean isPlain() {
    return wildcards.isEmpty();
  }

  /** How many characters it takes; a character beyond the basic plane is one. */
  int characters() {
    return text.codePointCount(0, text.length());
  }

  /** The position after this piece if it stands at {@code start}, otherwise -1. */
  int endAt(String subject, int start) {
    if (isPlain()) {
      return subject.startsWith(text, start) ? start + text.length() : -1;
    }
    int at = start;
    for (int i = 0; i < text.length(); i++) {
      if (at == subject.length()) {
        return -1;
      }
      if (wildcards.get(i)) {
        at += Character.charCount(subject.codePointAt(at));
      } else if (subject.charAt(at++) != text.charAt(i)) {
        return -1;
      }
    }
    return at;
  }

  /** The position after its first occurrence from {@code start} on, or -1. */
  int firstEnd(String subject, int start) {
    if (isPlain()) {
      int found = subject.indexOf(text, start);
      return found < 0 ? -1 : found + text.length();
    }
    int at = start;
    while (at <= subject.length()) {
      int end = endAt(subject, at);
      if (end >= 0) {
        return end;
      }
      at += at < subject.length() ? Character.charCount(subject.codePointAt(at)) : 1;
    }
    return -1;
  }

  static final class Builder {

    private final StringBuilder text = new StringBuilder();
    private final BitSet wildcards = new BitSet();

    void literal(char c) {
      text.append(c);
    }

    void anyCharacter() {
      wildcards.set(text.length());
      text.append('_');
    }

    LikePiece build() {
      return new LikePiece(text.toString(), wildcards);
    }
  }
}
