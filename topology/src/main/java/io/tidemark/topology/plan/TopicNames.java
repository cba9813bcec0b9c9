package io.tidemark.topology.plan;

/** The names of a pipeline's topics. */
final class TopicNames {

  private TopicNames() {}

  static String rows(String pipeline, String table) {
    return pipeline + "." + table + ".rows";
  }

  static String groups(String pipeline, String table) {
    return pipeline + "." + table + ".groups";
  }

  static String late(String pipeline, String table) {
    return pipeline + "." + table + ".late";
  }

  static String deadLetter(String pipeline, String source) {
    return pipeline + "." + source + ".dead_letter";
  }
}
