package io.tidemark.row;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one row, by position. A row doesn't know its schema; whoever passes rows on passes
 * the {@link StructType} beside them, once.
 *
 * <p>The Java class of a value, by its type:
 *
 * <table>
 *   <caption>Types and classes</caption>
 *   <tr><td>STRING</td><td>{@link String}</td></tr>
 *   <tr><td>BOOLEAN</td><td>{@link Boolean}</td></tr>
 *   <tr><td>INT</td><td>{@link Integer}</td></tr>
 *   <tr><td>BIGINT</td><td>{@link Long}</td></tr>
 *   <tr><td>DOUBLE</td><td>{@link Double}</td></tr>
 *   <tr><td>DECIMAL</td><td>{@link java.math.BigDecimal} of the type's scale</td></tr>
 *   <tr><td>TIMESTAMP</td><td>{@link Long}, microseconds since 1970-01-01T00:00:00Z</td></tr>
 *   <tr><td>DATE</td><td>{@link Integer}, days since 1970-01-01</td></tr>
 *   <tr><td>BINARY</td><td>{@code byte[]}, never changed after it is in a row</td></tr>
 *   <tr><td>ARRAY</td><td>{@link java.util.List}, elements may be null</td></tr>
 *   <tr><td>MAP</td><td>{@link java.util.Map} in entry order, values may be null</td></tr>
 *   <tr><td>STRUCT</td><td>{@link Row}</td></tr>
 * </table>
 *
 * <p>Immutable by convention: the array given to {@link #wrap} is owned by the row from then on.
 */
public final class Row {

  private final @Nullable Object[] values;

  private Row(@Nullable Object[] values) {
    this.values = values;
  }

  /** A row of these values. */
  public static Row of(@Nullable Object... values) {
    return new Row(values.clone());
  }

  /** A row over this very array, without a copy; the caller must not touch it again. */
  public static Row wrap(@Nullable Object[] values) {
    return new Row(values);
  }

  public int size() {
    return values.length;
  }

  /** The value at a 0-based position, or null. */
  public @Nullable Object value(int position) {
    return values[position];
  }

  public boolean isNullAt(int position) {
    return values[position] == null;
  }

  /** A copy of the values that the caller may change. */
  public @Nullable Object[] toArray() {
    return values.clone();
  }

  /** By value; BINARY by content, but only in a column or a struct, not in an ARRAY or MAP. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row that && Arrays.deepEquals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.deepToString(values);
  }
}
