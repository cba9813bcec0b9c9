package io.tidemark.delta.merge;

import io.tidemark.delta.table.DataFile;
import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Between which keys a file's keys lie in {@link KeyOrder}, as its statistics have it: a guide to
 * where rows are best put, not to which rows a file has.
 *
 * @param partition the file's partition values, as {@link KeyColumns} makes them equal
 * @param least null in the columns that nothing is known of
 * @param greatest null if nothing is known of one of its columns
 */
record KeyRange(DataFile file, Row partition, Row least, @Nullable Row greatest) {

  static KeyRange of(
      DataFile file, Row partition, List<StructField> keyFields, KeyIndex.Known known) {
    @Nullable Object[] least = new @Nullable Object[keyFields.size()];
    @Nullable Object[] greatest = new @Nullable Object[keyFields.size()];
    boolean isBounded = true;
    for (int i = 0; i < least.length; i++) {
      StructField field = keyFields.get(i);
      if (known.partition().containsKey(field.name())) {
        least[i] = KeyColumns.normal(known.partition().get(field.name()));
        greatest[i] = least[i];
      } else {
        least[i] = KeyColumns.normal(known.bounds().least(field.name(), field.type()));
        greatest[i] = KeyColumns.normal(known.bounds().greatest(field.name(), field.type()));
        isBounded &= greatest[i] != null;
      }
    }
    return new KeyRange(file, partition, Row.wrap(least), isBounded ? Row.wrap(greatest) : null);
  }

  OptionalLong rows() {
    return file.rows();
  }
}
