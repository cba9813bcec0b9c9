package io.tidemark.topology.expression.value;

/** How a value is shown in a bad record's reason. */
public final class Shown {

  private static final int LENGTH = 60;

  private Shown() {}

  /** In quotes, long ones cut. */
  public static String text(String value) {
    return value.length() <= LENGTH ? "'" + value + "'" : "'" + value.substring(0, LENGTH) + "…'";
  }
}
