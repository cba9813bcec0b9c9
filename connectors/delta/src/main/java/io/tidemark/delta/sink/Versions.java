package io.tidemark.delta.sink;

/** The version of this plugin. */
final class Versions {

  private Versions() {}

  /** From the jar's manifest; {@code unknown} when the classes are not in a jar. */
  static String current() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
