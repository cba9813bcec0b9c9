package io.tidemark.topology.window;

/** The kinds of windows there are, and none, as the tests of all of them write them. */
enum WindowKind {
  TUMBLING("size: 20 seconds"),
  SLIDING("size: 30 seconds, slide: 10 seconds"),
  SESSION("gap: 8 seconds"),
  NONE("");

  static final long SECOND = 1_000_000;
  static final long GAP = 8 * SECOND;

  private final String text;

  WindowKind(String text) {
    this.text = text;
  }

  /** As in a pipeline file, without braces. */
  String text() {
    return text;
  }

  /** Of windows of a fixed size. */
  long size() {
    return this == TUMBLING ? 20 * SECOND : 30 * SECOND;
  }

  long slide() {
    return this == TUMBLING ? 20 * SECOND : 10 * SECOND;
  }
}
