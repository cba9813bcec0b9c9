package io.tidemark.topology.definition;

final class TriggerParser {

  private TriggerParser() {}

  static Trigger parse(String where, String text) {
    throw new UnsupportedOperationException(where + text);
  }
}
