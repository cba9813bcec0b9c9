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

  /** Of the rows of a Delta table that a source reads. */
  static String table(String pipeline, String source) {
    return pipeline + "." + source + ".table";
  }

  static String deadLetter(String pipeline, String source) {
    return pipeline + "." + source + ".dead_letter";
  }
}
