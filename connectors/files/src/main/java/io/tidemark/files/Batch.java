package io.tidemark.files;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** What one {@code poll} returns. */
final class Batch {

  private final BatchLimits limits;
  private final List<SourceRecord> records = new ArrayList<>();
  private final List<FileDelivery> ended = new ArrayList<>();
  private long bytes;
  private int files;

  Batch(BatchLimits limits) {
    this.limits = limits;
  }

  /** What is in it, to go back to. */
  record Mark(int records, long bytes) {}

  Mark mark() {
    return new Mark(records.size(), bytes);
  }

  /** Drops what came since. */
  void rollBack(Mark mark) {
    records.subList(mark.records(), records.size()).clear();
    bytes = mark.bytes();
  }

  void beginFile() {
    files++;
  }

  void add(SourceRecord record) {
    records.add(record);
  }

  void addAll(List<SourceRecord> more) {
    records.addAll(more);
  }

  /** So many bytes are, or will be, in its records. */
  void account(long addedBytes) {
    bytes += addedBytes;
  }

  /** All of the file's records have been returned with this batch, or before. */
  void end(FileDelivery delivery) {
    ended.add(delivery);
  }

  boolean isFull() {
    return files >= limits.files() || hasEnough();
  }

  /** Whether it takes no more records. */
  boolean hasEnough() {
    return bytes >= limits.bytes() || records.size() >= limits.records();
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  List<SourceRecord> records() {
    return records;
  }

  List<FileDelivery> ended() {
    return ended;
  }
}
