package io.tidemark.delta.merge;

import io.tidemark.row.Row;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Brings new rows into the order of their keys, so that files hold ranges of keys and statistics
 * tell them apart. Values that have no order are all alike; null comes first.
 */
final class KeyOrder implements Comparator<Row> {

  @Override
  public int compare(Row left, Row right) {
    for (int i = 0; i < left.size(); i++) {
      int order = compareValues(left.value(i), right.value(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @SuppressWarnings("unchecked") // values of one column are of one class
  private static int compareValues(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    return left instanceof Comparable<?> ? ((Comparable<Object>) left).compareTo(right) : 0;
  }
}
