package io.tidemark.run;

/** Which program this is. */
final class Programs {

  private Programs() {}

  /** As the jar says; {@code development} when it runs from classes. */
  static String version() {
    String version = Programs.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
