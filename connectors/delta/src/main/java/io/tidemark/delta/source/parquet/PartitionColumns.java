package io.tidemark.delta.source.parquet;

import io.tidemark.delta.table.DataFile;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.row.time.DateText;
import io.tidemark.row.time.TimestampText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a data file's partition values, which the log has and the file need not have (Delta
 * PROTOCOL "Partition Value Serialization"). Pure.
 */
public final class PartitionColumns {

  private PartitionColumns() {}

  /**
   * The values of those columns of the schema that the file is partitioned by. A timestamp without
   * a zone is UTC; an empty text is null.
   *
   * @throws UserException if a value is not of its column's type
   */
  public static Map<String, @Nullable Object> of(DataFile file, StructType schema) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    file.partitionValues()
        .forEach(
            (column, text) ->
                schema
                    .find(column)
                    .ifPresent(i -> values.put(column, value(schema.field(i), text))));
    return values;
  }

  private static @Nullable Object value(StructField column, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    return parse(column.type(), text)
        .orElseThrow(
            () ->
                new UserException(
                    new Problem(
                        "partition column " + column.name(),
                        "'%s' is no %s".formatted(text, column.type().ddl()),
                        "have the table's writer mend it")));
  }

  private static Optional<Object> parse(DataType type, String text) {
    try {
      if (type instanceof DecimalType decimal) {
        return Optional.ofNullable(decimal.round(new BigDecimal(text)));
      } else if (type instanceof PrimitiveType primitive) {
        return Optional.ofNullable(primitive(primitive, text));
      }
      return Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Object primitive(PrimitiveType type, String text) {
    return switch (type) {
      case STRING -> text;
      case BOOLEAN -> truth(text);
      case INT -> Integer.valueOf(text);
      case BIGINT -> Long.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case DATE -> DateText.parse(text);
      case TIMESTAMP -> TimestampText.parse(text);
      case BINARY -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  private static @Nullable Boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }
}
