package io.tidemark.row;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The wire form of the rows that one input record became: the value of a Kafka record on a table's
 * topic. Positional and binary; a decoder must be made with the very schema of the encoder.
 *
 * <p>Version 1: the version byte, four bytes of schema fingerprint, the row count, and then the
 * columns one after another, since most of them hold one value for all rows of a batch. The bytes
 * of a batch of more than 1,024 rows are at least as many as its rows (zeros fill up what is
 * missing): so a damaged count can't ask for more memory than the bytes justify.
 *
 * <p>Text is UTF-8: half a surrogate pair, which is no character, becomes {@code ?}.
 *
 * <p>Not thread-safe: an encoder keeps a buffer. One per thread.
 */
public final class RowBatchCodec {

  private static final byte VERSION = 1;
  private static final int HEADER_BYTES = 1 + Integer.BYTES;
  private static final int ROWS_WITHOUT_BYTES = 1024;

  private final StructType schema;
  private final int fingerprint;
  private final ColumnCodec[] columns;
  private final WireOutput out = new WireOutput();

  public RowBatchCodec(StructType schema) {
    this.schema = schema;
    this.fingerprint = fingerprint(schema);
    this.columns =
        schema.fields().stream().map(f -> new ColumnCodec(f.type())).toArray(ColumnCodec[]::new);
  }

  /**
   * The rows, in order, as one record value; an empty list is a valid batch.
   *
   * @throws IllegalArgumentException if a row is not of the schema
   */
  public byte[] encode(List<Row> rows) {
    out.reset();
    out.writeByte(VERSION);
    out.writeInt(fingerprint);
    out.writeVarint(rows.size());
    if (!rows.isEmpty()) {
      requireWidth(rows);
      @Nullable Object[] cells = new Object[rows.size()];
      for (int column = 0; column < columns.length; column++) {
        for (int i = 0; i < cells.length; i++) {
          cells[i] = rows.get(i).value(column);
        }
        encode(column, cells);
      }
    }
    out.writeZeros(Math.max(0, bytesOwed(rows.size()) - out.size()));
    return out.toBytes();
  }

  private void requireWidth(List<Row> rows) {
    for (Row row : rows) {
      if (row.size() != columns.length) {
        throw new IllegalArgumentException(
            "a row of %d values is not of (%s)".formatted(row.size(), schema));
      }
    }
  }

  private void encode(int column, @Nullable Object[] cells) {
    try {
      columns[column].write(cells, out);
    } catch (ClassCastException | ArithmeticException e) {
      StructField field = schema.field(column);
      throw new IllegalArgumentException(
          "column %s is %s: %s".formatted(field.name(), field.type(), e.getMessage()), e);
    }
  }

  /**
   * Whether a batch may be put together with others into one record value, one after another. One
   * with more rows than bytes stands alone: readers bound the rows of a value by its bytes.
   */
  public static boolean isJoinable(byte[] batch, int rows) {
    return rows <= batch.length;
  }

  /**
   * The rows of a record value, in order: of a batch, or of several, one after another. A value
   * that all rows of a batch share is one and the same object in each of them.
   *
   * @throws IllegalArgumentException if the bytes are not batches of this version and schema
   */
  public List<Row> decode(byte[] bytes) {
    WireInput in = new WireInput(bytes);
    int most = Math.max(ROWS_WITHOUT_BYTES, bytes.length);
    requireSameSchema(in);
    List<Row> first = decodeNext(in, most);
    if (in.remaining() == 0) {
      return first;
    }
    List<Row> rows = new ArrayList<>(first);
    while (in.remaining() > 0) {
      if (in.readByte() != VERSION || in.readInt() != fingerprint) {
        throw in.damaged("there is something else after its last column");
      }
      rows.addAll(decodeNext(in, most - rows.size()));
    }
    return Collections.unmodifiableList(rows);
  }

  /** What follows a batch's header; there may be {@code most} rows. */
  private List<Row> decodeNext(WireInput in, int most) {
    int start = HEADER_BYTES + in.remaining();
    int count = in.readCount(most);
    @Nullable Object[][] values = new Object[count][];
    for (int i = 0; i < count; i++) {
      values[i] = new Object[columns.length];
    }
    for (int column = 0; count > 0 && column < columns.length; column++) {
      columns[column].read(values, column, in);
    }
    in.skipZeros(Math.max(0, bytesOwed(count) - (start - in.remaining())));
    Row[] rows = new Row[count];
    for (int i = 0; i < count; i++) {
      rows[i] = Row.wrap(values[i]);
    }
    return Collections.unmodifiableList(Arrays.asList(rows));
  }

  /**
   * How many rows a record value has, without decoding them.
   *
   * @throws IllegalArgumentException if the bytes are not a batch of this version and schema
   */
  public int count(byte[] bytes) {
    WireInput in = new WireInput(bytes);
    requireSameSchema(in);
    return in.readCount(Math.max(ROWS_WITHOUT_BYTES, bytes.length));
  }

  /** Whether these bytes say that they are a batch of this codec's version and schema. */
  boolean wrote(byte[] bytes) {
    return bytes.length > Integer.BYTES
        && bytes[0] == VERSION
        && ByteBuffer.wrap(bytes).getInt(1) == fingerprint;
  }

  private void requireSameSchema(WireInput in) {
    int version = in.readByte();
    if (version != VERSION) {
      throw in.damaged("it is of version " + version + ", and this program reads version 1");
    }
    int found = in.readInt();
    if (found != fingerprint) {
      throw new IllegalArgumentException(
          "a row batch of another schema: its fingerprint is %08x, and %08x is that of (%s)"
              .formatted(found, fingerprint, schema));
    }
  }

  private static int bytesOwed(int rows) {
    return rows > ROWS_WITHOUT_BYTES ? rows : 0;
  }

  private static int fingerprint(StructType schema) {
    CRC32 crc = new CRC32();
    crc.update(schema.columnsDdl().getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }
}
