package io.tidemark.topology.expression.cast;

import io.tidemark.row.DataType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.time.DateText;
import io.tidemark.topology.expression.operand.Unary;
import io.tidemark.topology.expression.value.Interval;
import org.jspecify.annotations.Nullable;

/** Casts to DATE; of a TIMESTAMP, its day in UTC. */
final class ToDate {

  private ToDate() {}

  static @Nullable Unary from(DataType type) {
    if (type == PrimitiveType.STRING) {
      return value -> DateText.parse((String) value);
    }
    if (type == PrimitiveType.TIMESTAMP) {
      return value -> (int) Math.floorDiv((Long) value, Interval.MICROS_PER_DAY);
    }
    return null;
  }
}
