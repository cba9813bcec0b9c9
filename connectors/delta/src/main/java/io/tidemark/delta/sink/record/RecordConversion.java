package io.tidemark.delta.sink.record;

import io.tidemark.row.Row;
import io.tidemark.row.RowBatchReader;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.json.BadRecordException;
import io.tidemark.row.json.JsonRowReader;
import io.tidemark.row.json.Mode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The values of records as rows of one schema. With {@link ValueFormat#AUTO}: a struct is a row,
 * and so are a map and text, which are JSON; bytes are a row batch, unless they begin as a JSON
 * object does. Not thread-safe.
 */
public final class RecordConversion {

  private static final String MEND = "see what writes to this topic, and value.converter";

  private final ValueFormat format;
  private final StructType schema;
  private final RowBatchReader batches;
  private @Nullable JsonRowReader json;

  /**
   * @param earlier schemas of row batches from before columns were added
   */
  public RecordConversion(ValueFormat format, StructType schema, List<StructType> earlier) {
    this.format = format;
    this.schema = schema;
    this.batches = new RowBatchReader(schema, earlier);
  }

  /**
   * None for a record without a value.
   *
   * @throws UnfitRecordException if the value is something else, or of another schema
   */
  public List<Row> rows(@Nullable Object value) {
    if (value == null) {
      return List.of();
    } else if (value instanceof Struct struct && reads(ValueFormat.CONNECT)) {
      return List.of(checked(ConnectRows.row(schema, struct)));
    } else if (value instanceof byte[] bytes) {
      return ofBytes(bytes);
    } else if (value instanceof Map<?, ?> object && reads(ValueFormat.JSON)) {
      return ofJson(JsonText.of(object));
    } else if (value instanceof String text && reads(ValueFormat.JSON)) {
      return ofJson(text.getBytes(StandardCharsets.UTF_8));
    }
    throw new UnfitRecordException(
        "the value is a %s (%s), not %s"
            .formatted(value.getClass().getSimpleName(), Shown.text(value), expected()),
        MEND);
  }

  private List<Row> ofBytes(byte[] bytes) {
    if (reads(ValueFormat.ROW_BATCH) && !(format == ValueFormat.AUTO && beginsAsObject(bytes))) {
      return ofBatch(bytes);
    } else if (reads(ValueFormat.JSON)) {
      return ofJson(bytes);
    }
    throw new UnfitRecordException("the value is bytes, not " + expected(), MEND);
  }

  private List<Row> ofBatch(byte[] bytes) {
    try {
      return batches.decode(bytes);
    } catch (IllegalArgumentException e) {
      throw new UnfitRecordException(
          "the record is no row batch of the table's schema: " + e.getMessage(),
          "check that the topic is the table's own, and that its pipeline hasn't changed");
    }
  }

  private List<Row> ofJson(byte[] bytes) {
    try {
      return List.of(checked(jsonReader().read(bytes)));
    } catch (BadRecordException e) {
      throw new UnfitRecordException(String.valueOf(e.getMessage()), MEND);
    }
  }

  /** Made when needed: not every schema of row batches can be read from JSON. */
  private JsonRowReader jsonReader() {
    if (json == null) {
      json = new JsonRowReader(schema, Mode.STRICT);
    }
    return json;
  }

  private Row checked(Row row) {
    for (int i = 0; i < schema.size(); i++) {
      StructField field = schema.field(i);
      if (row.isNullAt(i) && !field.nullable()) {
        throw new UnfitRecordException(
            field.name() + ": missing, and the column is NOT NULL", MEND);
      }
    }
    return row;
  }

  private boolean reads(ValueFormat asked) {
    return format == asked || format == ValueFormat.AUTO;
  }

  private String expected() {
    return switch (format) {
      case AUTO -> "a struct, JSON or a row batch";
      case ROW_BATCH -> "bytes of a row batch";
      case JSON -> "JSON";
      case CONNECT -> "a struct";
    };
  }

  /** A row batch begins with its version, which is neither blank nor printable. */
  private static boolean beginsAsObject(byte[] bytes) {
    for (byte character : bytes) {
      if (character != ' ' && character != '\n' && character != '\r' && character != '\t') {
        return character == '{';
      }
    }
    return false;
  }
}
