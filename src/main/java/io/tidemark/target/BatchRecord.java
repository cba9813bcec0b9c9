package io.tidemark.target;

import io.tidemark.row.RowChange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A row batch of a table's topic, and what its rows are to a table that is written by key. */
final class BatchRecord {

  private final byte[] value;
  private final RowChange change;

  private BatchRecord(byte[] value, RowChange change) {
    this.value = value;
    this.change = change;
  }

  static BatchRecord of(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(RowChange.HEADER);
    return new BatchRecord(record.value(), RowChange.of(header == null ? null : header.value()));
  }

  byte[] value() {
    return value;
  }

  RowChange change() {
    return change;
  }
}
