package io.tidemark.topology.build;

/**
 * The names of a topology's nodes and stores. Every root (a source, or a windowed table) has sink
 * nodes of its own, so that it is a sub-topology of its own.
 */
final class NodeNames {

  private NodeNames() {}

  static String source(String root) {
    return root + "-source";
  }

  static String processor(String root) {
    return root + "-steps";
  }

  static String rows(String root, String table) {
    return root + "-to-" + table + "-rows";
  }

  static String groups(String root, String table) {
    return root + "-to-" + table + "-groups";
  }

  static String late(String root) {
    return root + "-late";
  }

  static String deadLetters(String root) {
    return root + "-dead-letters";
  }

  /** Of a store that holds nothing: what its root does before a commit. */
  static String beforeCommit(String root) {
    return root + "-before-commit";
  }

  /** Names the changelog too. */
  static String store(String table) {
    return table + "-windows";
  }
}
