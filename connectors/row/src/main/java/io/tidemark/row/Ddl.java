package io.tidemark.row;

import java.util.regex.Pattern;

/** How names are written in DDL. */
final class Ddl {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Ddl() {}

  /** The name as it is, or in backticks where it is not a plain identifier. */
  static String name(String name) {
    return PLAIN.matcher(name).matches() ? name : "`" + name.replace("`", "``") + "`";
  }
}
