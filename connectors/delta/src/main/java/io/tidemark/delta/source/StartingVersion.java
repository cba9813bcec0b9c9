package io.tidemark.delta.source;

/** Where a source begins that has no stored offset: the option {@code starting.version}. */
public sealed interface StartingVersion {

  /** All rows of the newest version, then the commits after it. */
  record Earliest() implements StartingVersion {}

  /** The commits after the newest version. */
  record Latest() implements StartingVersion {}

  /** The commits from this version on, itself included. */
  record Version(long number) implements StartingVersion {}

  /**
   * Reads the option.
   *
   * @throws IllegalArgumentException if it is none of the three
   */
  static StartingVersion parse(String text) {
    return switch (text) {
      case "earliest" -> new Earliest();
      case "latest" -> new Latest();
      default -> {
        if (!text.matches("\\d{1,18}")) {
          throw new IllegalArgumentException(
              "'" + text + "' is neither earliest, latest nor a version");
        }
        yield new Version(Long.parseLong(text));
      }
    };
  }
}
