package io.tidemark.files;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A record that knows which file it is of, for its confirmation. */
final class FileRecord extends SourceRecord {

  private final transient FileDelivery delivery;

  /** A record of bytes, whose partition the producer chooses. */
  FileRecord(FileDelivery delivery, Place place, byte @Nullable [] key, byte[] value) {
    super(
        place.partition(),
        place.offset(),
        place.topic(),
        null,
        Schema.OPTIONAL_BYTES_SCHEMA,
        key,
        Schema.OPTIONAL_BYTES_SCHEMA,
        value,
        null,
        place.headers());
    this.delivery = delivery;
  }

  /** Where a record comes from and goes to. */
  record Place(
      Map<String, ?> partition, Map<String, ?> offset, String topic, ConnectHeaders headers) {}

  FileDelivery delivery() {
    return delivery;
  }
}
