package io.tidemark.files;

import io.tidemark.files.FileRecord.Place;
import io.tidemark.files.split.Piece;
import io.tidemark.files.split.Piece.Document;
import io.tidemark.files.split.Piece.Oversized;
import io.tidemark.row.DeadLetter;
import io.tidemark.row.RecordHeaders;
import io.tidemark.row.RowBatchCodec;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.jspecify.annotations.Nullable;

/** Makes Kafka records of what lies in files. For one thread. */
final class RecordMaker {

  private final String source;
  private final String topic;
  private final String deadLetterTopic;
  private final int maxRecordBytes;
  private final @Nullable KeyField keyField;
  private final RowBatchCodec deadLetters = new RowBatchCodec(DeadLetter.SCHEMA);

  RecordMaker(JsonFileSourceConfig config) {
    this.source = config.sourceName();
    this.topic = config.topic();
    this.deadLetterTopic = config.deadLetterTopic();
    this.maxRecordBytes = config.maxRecordBytes();
    this.keyField = config.keyField().map(KeyField::new).orElse(null);
  }

  /** Which file a record is of, and what Kafka is to know of that file once it has the record. */
  record Origin(
      FileDelivery delivery, String name, Map<String, ?> partition, Map<String, ?> offset) {

    Origin withOffset(Map<String, ?> other) {
      return new Origin(delivery, name, partition, other);
    }
  }

  /** A record of the piece's bytes, or a dead letter of a piece too long for that. */
  FileRecord of(Piece piece, Origin origin) {
    if (piece instanceof Oversized oversized) {
      return deadLetter(oversized.position(), reason(oversized), oversized.head(), origin);
    }
    Document document = (Document) piece;
    ConnectHeaders headers = new ConnectHeaders();
    headers.addString(RecordHeaders.FILE, origin.name());
    headers.addString(RecordHeaders.POSITION, Long.toString(document.position()));
    byte[] key = keyField == null ? null : keyField.of(document.bytes());
    Place place = new Place(origin.partition(), origin.offset(), topic, headers);
    return new FileRecord(origin.delivery(), place, key, document.bytes());
  }

  /** Why such a piece can't be a record. */
  String reason(Oversized piece) {
    return "the record has %d bytes, more than max.record.bytes (%d)"
        .formatted(piece.sizeBytes(), maxRecordBytes);
  }

  /** A dead letter of what lies at a position. */
  FileRecord deadLetter(long position, String reason, byte[] value, Origin origin) {
    DeadLetter letter =
        new DeadLetter(source, null, null, origin.name(), position, reason, null, value);
    byte[] batch = deadLetters.encode(List.of(letter.toRow()));
    Place place =
        new Place(origin.partition(), origin.offset(), deadLetterTopic, new ConnectHeaders());
    return new FileRecord(origin.delivery(), place, null, batch);
  }
}
