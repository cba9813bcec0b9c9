package io.tidemark.topology.build;

import io.tidemark.row.DeadLetter;
import io.tidemark.row.RecordHeaders;
import io.tidemark.row.Row;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.definition.BadRecords;
import io.tidemark.topology.plan.SourcePlan;
import io.tidemark.topology.plan.TablePlan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What happens to the bad records of one source. Owned by a task. */
final class DeadLetters {

  /** Of a value that is kept; more is cut off. */
  private static final int KEPT_BYTES = 16 << 20;

  private final SourcePlan source;
  private final RecordOutput output;

  DeadLetters(SourcePlan source, RecordOutput output) {
    this.source = source;
    this.output = output;
  }

  /** A record and where it is. */
  record Origin(TopicPartition partition, long offset, Record<byte[], byte[]> record) {}

  /**
   * Sets a record aside.
   *
   * @param table the table whose steps it fails in; null when it can't be read at all
   * @throws UserException if the source is to stop at a bad record
   */
  void add(Origin origin, @Nullable String table, String reason) {
    Record<byte[], byte[]> record = origin.record();
    String file = header(record, RecordHeaders.FILE);
    String position = header(record, RecordHeaders.POSITION);
    TopicPartition partition = origin.partition();
    if (source.badRecords() == BadRecords.FAIL_FAST) {
      String place =
          "topic %s, partition %d, offset %d"
              .formatted(partition.topic(), partition.partition(), origin.offset());
      stop(
          file == null ? place : "file %s, %s %s, %s".formatted(file, unit(), position, place),
          table,
          reason);
    }
    DeadLetter.Origin kafka =
        new DeadLetter.Origin(
            partition.topic(), partition.partition(), origin.offset(), record.timestamp());
    send(
        new DeadLetter(
            source.name(),
            table,
            kafka,
            file,
            position == null ? null : Long.valueOf(position),
            reason,
            record.key(),
            kept(record.value())));
  }

  /**
   * Sets the result of a window aside; it is kept as text.
   *
   * @throws UserException if the source is to stop at a bad record
   */
  void addResult(TablePlan table, Row result, String reason) {
    if (source.badRecords() == BadRecords.FAIL_FAST) {
      stop("result " + result, table.name(), reason);
    }
    byte[] text = result.toString().getBytes(StandardCharsets.UTF_8);
    send(new DeadLetter(source.name(), table.name(), null, null, null, reason, null, kept(text)));
  }

  private void stop(String place, @Nullable String table, String reason) {
    throw new UserException(
        new Problem(
            "source " + source.name() + ": " + place,
            "bad record" + (table == null ? "" : " for table " + table) + ": " + reason,
            "mend it, or set bad_records: dead_letter to go on without it"));
  }

  /** What a position in a file counts. */
  private String unit() {
    return source.delta().isPresent() ? "row" : "byte";
  }

  private void send(DeadLetter letter) {
    output.send(List.of(letter.toRow()), Target.of(0));
  }

  private static byte @Nullable [] kept(byte @Nullable [] value) {
    return value == null || value.length <= KEPT_BYTES ? value : Arrays.copyOf(value, KEPT_BYTES);
  }

  private static @Nullable String header(Record<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
