package io.tidemark.row;

import org.jspecify.annotations.Nullable;

/**
 * A record that could not become rows, as it is kept: on the source's dead-letter topic (a {@link
 * RowBatchCodec} batch of one row) and from there in a Delta table.
 *
 * @param source the pipeline's name of the source
 * @param table the table whose steps failed, or null when the record could not be read at all
 * @param origin where the record is in Kafka; null when it never got there (too large)
 * @param file path of the file it came from, or null
 * @param position byte position in that file (after decompression), or null
 * @param reason what is wrong with it, for a person
 * @param key the record's key, or null
 * @param value the record's bytes as they came; cut to the first bytes when it is too large to keep
 */
@SuppressWarnings("ArrayRecordComponent") // passed on as they came, never compared
public record DeadLetter(
    String source,
    @Nullable String table,
    @Nullable Origin origin,
    @Nullable String file,
    @Nullable Long position,
    String reason,
    byte @Nullable [] key,
    byte @Nullable [] value) {

  /** The columns of the dead-letter topic and table. */
  public static final StructType SCHEMA =
      StructType.fromDdl(
          "source STRING, `table` STRING, topic STRING, `partition` INT, `offset` BIGINT,"
              + " timestamp TIMESTAMP, file STRING, position BIGINT, reason STRING, key BINARY,"
              + " value BINARY");

  /**
   * A record's place in Kafka.
   *
   * @param timestampMillis the record's timestamp
   */
  public record Origin(String topic, int partition, long offset, long timestampMillis) {}

  /** This dead letter as a row of {@link #SCHEMA}. */
  public Row toRow() {
    return Row.of(
        source,
        table,
        origin == null ? null : origin.topic(),
        origin == null ? null : origin.partition(),
        origin == null ? null : origin.offset(),
        origin == null ? null : origin.timestampMillis() * 1000,
        file,
        position,
        reason,
        key,
        value);
  }
}
