package io.tidemark.bench;

import java.util.Locale;

/** What is measured. */
public enum Scenario {
  FLATTEN("orders as JSON Lines, flattened to four rows each", 1_000_000),
  TUMBLING("distinct orders and revenue by country in windows of five minutes", 1_000_000),
  SLIDING("the same in windows of five minutes every minute", 1_000_000),
  TUMBLING_LINES("as tumbling, counting lines: what Spark can do on a stream", 1_000_000),
  SLIDING_LINES("as sliding, counting lines", 1_000_000),
  SMALL_FILES("files of one order each, flattened", 1_000),
  ONE_ORDER("one file of one order, flattened", 1),
  LATENCY("from a file that appears to rows that can be read", 100);

  private final String description;
  private final long orders;

  Scenario(String description, long orders) {
    this.description = description;
    this.orders = orders;
  }

  public String description() {
    return description;
  }

  /** How many orders when nobody says. */
  public long orders() {
    return orders;
  }

  /** As it is typed: {@code small-files}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean isWindowed() {
    return switch (this) {
      case TUMBLING, SLIDING, TUMBLING_LINES, SLIDING_LINES -> true;
      case FLATTEN, SMALL_FILES, ONE_ORDER, LATENCY -> false;
    };
  }

  /** Of one file of the input. */
  int ordersPerFile() {
    return this == SMALL_FILES || this == ONE_ORDER || this == LATENCY ? 1 : 50_000;
  }
}
