package io.tidemark.row;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a batch are to a table that is written by key (output modes update and
 * complete). It travels in the header {@link #HEADER} of the batch's record; all rows of a batch
 * are the same. Batches of one key are in one partition, in the order of their changes.
 */
public enum RowChange {
  /** The rows replace those of the same key, or are new. */
  UPSERT("upsert"),
  /** The rows of these keys are gone; columns that don't belong to the key are of no matter. */
  DELETE("delete");

  /** Name of the header; a record without it is an {@link #UPSERT}. */
  public static final String HEADER = "tidemark.change";

  private final String text;

  RowChange(String text) {
    this.text = text;
  }

  /** The header's value. */
  public byte[] headerValue() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a header's value.
   *
   * @param value null when the record has no such header
   * @throws IllegalArgumentException if no change is called that
   */
  public static RowChange of(byte @Nullable [] value) {
    if (value == null) {
      return UPSERT;
    }
    String given = new String(value, StandardCharsets.UTF_8);
    for (RowChange change : values()) {
      if (change.text.equals(given)) {
        return change;
      }
    }
    throw new IllegalArgumentException(
        "header " + HEADER + " is '" + given + "', not 'upsert' or 'delete'");
  }
}
