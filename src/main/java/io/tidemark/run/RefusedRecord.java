package io.tidemark.run;

import io.tidemark.host.SourceSpec;
import io.tidemark.row.DeadLetter;
import io.tidemark.row.RecordHeaders;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.definition.BadRecords;
import io.tidemark.topology.plan.SourcePlan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a source's record that Kafka refuses for its size: a dead letter with its file,
 * position and first bytes.
 */
record RefusedRecord(SourcePlan source) implements SourceSpec.Substitute {

  /** So much of it is kept. */
  private static final int HEAD_BYTES = 16 * 1024;

  /** Empty for a dead letter that is too large itself: then the topic is not as it was made. */
  @Override
  public Optional<SourceRecord> of(SourceRecord refused, String reason) {
    if (refused.topic().equals(source.deadLetterTopic())) {
      return Optional.empty();
    }
    String file = header(refused, RecordHeaders.FILE);
    String position = header(refused, RecordHeaders.POSITION);
    String what = "Kafka refuses the record for topic %s: %s".formatted(refused.topic(), reason);
    if (source.badRecords() == BadRecords.FAIL_FAST) {
      throw new UserException(
          new Problem(
              "%s, position %s".formatted(file, position),
              what,
              "raise the topic's max.message.bytes, or set bad_records to dead_letter"));
    }
    byte[] value = (byte[]) refused.value();
    byte[] head = Arrays.copyOf(value, Math.min(value.length, HEAD_BYTES));
    Long place = position == null ? null : Long.valueOf(position);
    DeadLetter letter = new DeadLetter(source.name(), null, null, file, place, what, null, head);
    byte[] batch = new RowBatchCodec(DeadLetter.SCHEMA).encode(List.of(letter.toRow()));
    return Optional.of(
        refused.newRecord(
            source.deadLetterTopic(),
            null,
            null,
            null,
            Schema.OPTIONAL_BYTES_SCHEMA,
            batch,
            refused.timestamp(),
            List.of()));
  }

  private static @Nullable String header(SourceRecord record, String name) {
    Header header = record.headers().lastWithName(name);
    return header == null ? null : String.valueOf(header.value());
  }
}
