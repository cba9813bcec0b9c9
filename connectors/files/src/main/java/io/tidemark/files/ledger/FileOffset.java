package io.tidemark.files.ledger;

import io.tidemark.files.discovery.FileStamp;
import io.tidemark.files.split.SplitPosition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far a file has been published: the source offset that Kafka keeps with its records.
 *
 * @param sizeBytes of the file, as it lies on disk
 * @param mtimeNanos of the file, since the epoch
 * @param place behind the last record published; when done, the end of the content
 * @param records so many records come before
 * @param completion whether that was all of it
 * @param publishedMillis when that was, since the epoch; 0 when it isn't known
 */
public record FileOffset(
    long sizeBytes,
    long mtimeNanos,
    SplitPosition place,
    long records,
    Completion completion,
    long publishedMillis) {

  /** Whether all of the file is published. */
  public enum Completion {
    PARTLY,
    WHOLLY
  }

  private static final String SIZE = "size";
  private static final String MTIME = "mtime";
  private static final String CHECKSUM = "checksum";
  private static final String POSITION = "position";
  private static final String ARRAY = "array";
  private static final String RECORDS = "records";
  private static final String DONE = "done";
  private static final String AT = "at";

  /** Nothing of the file is published. */
  public static FileOffset start(FileStamp stamp) {
    return new FileOffset(
        stamp.sizeBytes(), stamp.mtimeNanos(), SplitPosition.START, 0, Completion.PARTLY, 0);
  }

  public boolean isDone() {
    return completion == Completion.WHOLLY;
  }

  /** The same, published at that time. */
  public FileOffset publishedAt(long millis) {
    return new FileOffset(sizeBytes, mtimeNanos, place, records, completion, millis);
  }

  /**
   * Whether a file with this stamp has, by all that can be told without reading it, not changed.
   */
  public boolean matches(FileStamp stamp) {
    return sizeBytes == stamp.sizeBytes() && mtimeNanos == stamp.mtimeNanos();
  }

  /** In Connect's form: text keys, values that survive JSON. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new HashMap<>();
    map.put(SIZE, sizeBytes);
    map.put(MTIME, mtimeNanos);
    map.put(CHECKSUM, place.checksum());
    map.put(POSITION, place.bytes());
    map.put(ARRAY, place.openArray());
    map.put(RECORDS, records);
    map.put(DONE, isDone());
    map.put(AT, publishedMillis);
    return map;
  }

  /** Back from Connect's form; empty when it isn't one of ours. */
  public static Optional<FileOffset> fromMap(@Nullable Map<String, ?> map) {
    if (map == null || !(map.get(DONE) instanceof Boolean done)) {
      return Optional.empty();
    }
    SplitPosition place =
        new SplitPosition(
            number(map, POSITION, 0),
            number(map, CHECKSUM, 0),
            number(map, ARRAY, SplitPosition.NO_ARRAY));
    return Optional.of(
        new FileOffset(
            number(map, SIZE, -1),
            number(map, MTIME, -1),
            place,
            number(map, RECORDS, 0),
            done ? Completion.WHOLLY : Completion.PARTLY,
            number(map, AT, 0)));
  }

  /** Whether it is one of ours, whole; when it was published may be missing. */
  public static boolean isOurs(Map<String, ?> map) {
    return map.get(DONE) instanceof Boolean
        && Stream.of(SIZE, MTIME, CHECKSUM, POSITION, ARRAY, RECORDS)
            .allMatch(key -> map.get(key) instanceof Number);
  }

  private static long number(Map<String, ?> map, String key, long otherwise) {
    return map.get(key) instanceof Number number ? number.longValue() : otherwise;
  }
}
