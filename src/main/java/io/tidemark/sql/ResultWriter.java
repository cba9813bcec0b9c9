package io.tidemark.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a query's result, a row at a time: {@link #begin}, {@link #row} for each row, {@link #end}.
 *
 * <p>The Java class of a value: {@link String}, {@link Boolean}, {@link Number}, {@link
 * java.time.Instant} for a time with a zone, {@link java.time.LocalDateTime} for one without,
 * {@link java.time.LocalDate}, {@link java.time.LocalTime}, {@code byte[]}, {@link List}, {@link
 * java.util.Map} for maps and structs.
 */
public interface ResultWriter {

  void begin(List<Column> columns);

  /** Answers whether more rows are wanted. */
  boolean row(List<@Nullable Object> values);

  void end();
}
