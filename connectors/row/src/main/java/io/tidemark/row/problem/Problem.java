package io.tidemark.row.problem;

import static java.util.Objects.requireNonNull;

/**
 * One thing that a user must mend.
 *
 * @param where file and path inside it, table, topic, address: {@code orders.yaml:
 *     tables.order_lines.steps[2].filter}
 * @param what what is wrong, with the offending value
 * @param remedy what to do about it; empty when {@code what} already says so
 */
public record Problem(String where, String what, String remedy) {

  public Problem {
    requireNonNull(where, "where");
    requireNonNull(what, "what");
    requireNonNull(remedy, "remedy");
  }

  public Problem(String where, String what) {
    this(where, what, "");
  }

  /** {@code where: what; remedy}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!where.isEmpty()) {
      text.append(where).append(": ");
    }
    text.append(what);
    if (!remedy.isEmpty()) {
      text.append("; ").append(remedy);
    }
    return text.toString();
  }
}
