package io.tidemark.delta.parquet;

import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructField;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One combination of partition values: as Delta's log has them (Delta PROTOCOL "Partition Value
 * Serialization") and as the name of the folder (Hive's way, as Spark writes it).
 *
 * @param byColumn in the order of the partition columns; an empty text is null, as in Spark
 */
record PartitionValues(Map<String, @Nullable String> byColumn) {

  private static final String NULL_FOLDER = "__HIVE_DEFAULT_PARTITION__";

  /** What Spark escapes in a folder's name, beside control characters. */
  private static final String ESCAPED = "\"#%'*/:=?\\\u007F{[]^";

  /** Most file systems take 255 bytes; the log, not the name, says what the values are. */
  private static final int MAX_NAME_BYTES = 200;

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  static PartitionValues of(List<StructField> columns, List<@Nullable Object> values) {
    Map<String, @Nullable String> byColumn = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String text = text(columns.get(i), values.get(i));
      byColumn.put(columns.get(i).name(), text == null || text.isEmpty() ? null : text);
    }
    return new PartitionValues(byColumn);
  }

  /** {@code country=DE/day=2026-11-23/}; empty without partition columns. */
  String folder() {
    StringBuilder folder = new StringBuilder();
    byColumn.forEach((name, value) -> folder.append(folderName(name, value)).append('/'));
    return folder.toString();
  }

  private static @Nullable String text(StructField column, @Nullable Object value) {
    if (value == null) {
      return null;
    } else if (column.type() instanceof DecimalType) {
      return ((BigDecimal) value).toPlainString();
    } else if (column.type() instanceof PrimitiveType type) {
      return switch (type) {
        case STRING, BOOLEAN, INT, BIGINT, DOUBLE -> value.toString();
        case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
        case TIMESTAMP -> MICROS.format(instant((Long) value));
        case BINARY -> throw new IllegalStateException("BINARY can't partition a table");
      };
    }
    throw new IllegalStateException(column.type() + " can't partition a table");
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L);
  }

  private static String folderName(String column, @Nullable String value) {
    String name = escaped(column) + "=" + (value == null ? NULL_FOLDER : escaped(value));
    return name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES
        ? name
        : shortened(name, String.valueOf(value));
  }

  /** Unambiguous enough; two values in one folder would do no harm. */
  private static String shortened(String name, String value) {
    List<String> characters = new ArrayList<>();
    int bytes = 0;
    for (int c : name.codePoints().toArray()) {
      String character = Character.toString(c);
      bytes += character.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_NAME_BYTES - 9) {
        break;
      }
      characters.add(character);
    }
    return String.join("", characters) + "~" + String.format("%08x", value.hashCode());
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || ESCAPED.indexOf(c) >= 0) {
        escaped.append('%').append(String.format("%02X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
