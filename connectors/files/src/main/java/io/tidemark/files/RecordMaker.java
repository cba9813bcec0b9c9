package io.tidemark.files;

import io.tidemark.files.FileRecord.Place;
import io.tidemark.files.split.Piece;
import io.tidemark.files.split.Piece.Refused;
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
  private final @Nullable KeyField keyField;
  private final RowBatchCodec deadLetters = new RowBatchCodec(DeadLetter.SCHEMA);

  RecordMaker(JsonFileSourceConfig config) {
    this.source = config.sourceName();
    this.topic = config.topic();
    this.deadLetterTopic = config.deadLetterTopic();
    this.keyField = config.keyField().map(KeyField::new).orElse(null);
  }

  /** Which file a record is of, and what Kafka is to know of that file once it has the record. */
  record Origin(
      FileDelivery delivery, String name, Map<String, ?> partition, Map<String, ?> offset) {}

  /** A record of the piece's bytes, or a dead letter of a piece that can't be one. */
  FileRecord of(Piece piece, Origin origin) {
    return piece instanceof Refused refused
        ? deadLetter(refused, origin)
        : record(piece.position(), piece.bytes(), origin);
  }

  private FileRecord record(long position, byte[] value, Origin origin) {
    ConnectHeaders headers = new ConnectHeaders();
    headers.addString(RecordHeaders.FILE, origin.name());
    headers.addString(RecordHeaders.POSITION, Long.toString(position));
    byte[] key = keyField == null ? null : keyField.of(value);
    Place place = new Place(origin.partition(), origin.offset(), topic, headers);
    return new FileRecord(origin.delivery(), place, key, value);
  }

  private FileRecord deadLetter(Refused piece, Origin origin) {
    byte[] value = piece.bytes().length == 0 ? null : piece.bytes();
    DeadLetter letter =
        new DeadLetter(
            source, null, null, origin.name(), piece.position(), piece.reason(), null, value);
    byte[] batch = deadLetters.encode(List.of(letter.toRow()));
    Place place =
        new Place(origin.partition(), origin.offset(), deadLetterTopic, new ConnectHeaders());
    return new FileRecord(origin.delivery(), place, null, batch);
  }
}
