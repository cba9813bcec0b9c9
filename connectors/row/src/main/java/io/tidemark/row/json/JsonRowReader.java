package io.tidemark.row.json;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of JSON, one object each, into rows of a declared schema, as Spark's JSON source
 * reads them: exact names, unknown fields skipped, missing fields null, the last of two equal
 * names, a STRING column given anything else its JSON text. NOT NULL is not enforced, as in Spark.
 * Only fields of the schema are converted: a projection is a smaller schema.
 *
 * <p>Not thread-safe.
 */
public final class JsonRowReader {

  private final StructReader root;
  private final Mode mode;
  private final Row nulls;

  /**
   * @throws IllegalArgumentException if a type of the schema can't be read from JSON: a MAP whose
   *     key is not a STRING
   */
  public JsonRowReader(StructType schema, Mode mode) {
    this.root = new StructReader(schema);
    this.mode = mode;
    this.nulls = Row.wrap(new @Nullable Object[schema.size()]);
  }

  /**
   * The row of a record, which is exactly one JSON object in UTF-8, with blanks around it.
   *
   * <p>In {@link Mode#PERMISSIVE} every record becomes a row, if need be one of nulls, so that as
   * many rows come out as records go in.
   *
   * @throws BadRecordException in {@link Mode#STRICT}, with the reason: what isn't JSON at which
   *     byte, or which column can't hold which value
   */
  public Row read(byte[] bytes) {
    try {
      return JsonObjects.read(
          bytes, (text, parser) -> root.readFields(new JsonRecord(text, parser, mode)));
    } catch (BadRecordException e) {
      if (mode == Mode.STRICT) {
        throw e;
      }
      return nulls;
    }
  }
}
