package io.tidemark.delta.source;

import io.tidemark.delta.source.BatchEncoder.Piece;
import io.tidemark.row.RecordHeaders;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes Kafka records of row batches. For one thread. */
final class RecordMaker {

  private final String topic;
  private final Map<String, String> partition;
  private final String tableId;

  RecordMaker(DeltaSourceConfig config, String tableId) {
    this.topic = config.topic();
    this.partition = SourceOffset.partition(config);
    this.tableId = tableId;
  }

  /**
   * A record of rows.
   *
   * @param firstRow position in the file of the first of them
   * @param after the position that is reached with this record
   */
  SourceRecord rows(Piece piece, OpenFile.Place place, long firstRow, Position after) {
    ConnectHeaders headers = new ConnectHeaders();
    headers.addString(RecordHeaders.FILE, place.name());
    headers.addString(RecordHeaders.POSITION, Long.toString(firstRow));
    return record(piece.value(), headers, after);
  }

  /**
   * A record without rows, which takes a position to Kafka: versions without new rows would be lost
   * sight of, once the log has dropped them.
   */
  SourceRecord position(BatchEncoder encoder, Position after) {
    return record(encoder.encode(List.of()).get(0).value(), new ConnectHeaders(), after);
  }

  private SourceRecord record(byte[] value, ConnectHeaders headers, Position after) {
    Map<String, Object> offset = new SourceOffset(tableId, after).toMap();
    return new SourceRecord(
        partition,
        offset,
        topic,
        null,
        null,
        null,
        Schema.OPTIONAL_BYTES_SCHEMA,
        value,
        null,
        headers);
  }
}
