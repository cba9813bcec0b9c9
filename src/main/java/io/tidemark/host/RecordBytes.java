package io.tidemark.host;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Connect's records as Kafka's and back, with keys, values and headers as the bytes they are: what
 * Connect does with its {@code ByteArrayConverter}.
 */
final class RecordBytes {

  private RecordBytes() {}

  static ProducerRecord<byte[], byte[]> toKafka(SourceRecord record) {
    return new ProducerRecord<>(
        record.topic(),
        record.kafkaPartition(),
        record.timestamp(),
        bytes(record.key()),
        bytes(record.value()),
        headers(record));
  }

  static SinkRecord toConnect(ConsumerRecord<byte[], byte[]> record) {
    return new SinkRecord(
        record.topic(),
        record.partition(),
        Schema.OPTIONAL_BYTES_SCHEMA,
        record.key(),
        Schema.OPTIONAL_BYTES_SCHEMA,
        record.value(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        headers(record));
  }

  private static List<Header> headers(SourceRecord record) {
    List<Header> headers = new ArrayList<>(record.headers().size());
    record.headers().forEach(h -> headers.add(new RecordHeader(h.key(), bytes(h.value()))));
    return headers;
  }

  private static Headers headers(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = new ConnectHeaders();
    record.headers().forEach(h -> headers.addBytes(h.key(), h.value()));
    return headers;
  }

  private static byte @Nullable [] bytes(@Nullable Object value) {
    if (value == null || value instanceof byte[]) {
      return (byte[]) value;
    }
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
    throw new IllegalStateException(
        "the host publishes bytes and text, not " + value.getClass().getName());
  }
}
