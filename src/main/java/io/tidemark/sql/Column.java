package io.tidemark.sql;

import java.util.regex.Pattern;

/**
 * A column of a result.
 *
 * @param type in DuckDB's words
 */
public record Column(String name, String type) {

  private static final Pattern NUMBER =
      Pattern.compile("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*");
  private static final Pattern TIME = Pattern.compile("TIME.*|DATE|INTERVAL");

  /** Whether values line up on the right. */
  public boolean isNumeric() {
    return NUMBER.matcher(type).matches();
  }

  /** Whether a value still tells something when its end is cut off. */
  public boolean isText() {
    return !isNumeric() && !TIME.matcher(type).matches();
  }
}
