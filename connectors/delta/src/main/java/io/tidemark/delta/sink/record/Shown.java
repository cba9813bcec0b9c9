package io.tidemark.delta.sink.record;

/** A value as a message shows it. */
final class Shown {

  private static final int CHARACTERS = 80;

  private Shown() {}

  static String text(Object value) {
    String text = value instanceof CharSequence ? "\"" + value + "\"" : value.toString();
    return text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS) + "…";
  }
}
