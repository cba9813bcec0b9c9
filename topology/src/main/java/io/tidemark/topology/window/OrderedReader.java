package io.tidemark.topology.window;

import static java.util.Objects.requireNonNull;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link OrderedWriter} wrote. */
final class OrderedReader {

  private final byte[] bytes;
  private int at;

  OrderedReader(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  /** The position of the next byte. */
  int position() {
    return at;
  }

  boolean hasMore() {
    return at < bytes.length;
  }

  byte readByte() {
    return bytes[at++];
  }

  long readLong() {
    return readBigEndian(Long.BYTES) ^ Long.MIN_VALUE;
  }

  private long readBigEndian(int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | (bytes[at++] & 0xFF);
    }
    return value;
  }

  byte[] readBytes(int count) {
    byte[] read = Arrays.copyOfRange(bytes, at, at + count);
    at += count;
    return read;
  }

  /** Reads an array of which no element is null. */
  List<Object> readList(DataType arrayType) {
    List<Object> elements = new ArrayList<>();
    for (Object element : (List<?>) requireNonNull(read(arrayType), "an array")) {
      elements.add(requireNonNull(element, "an element"));
    }
    return elements;
  }

  @Nullable Object read(DataType type) {
    if (readByte() == OrderedWriter.NULL) {
      return null;
    }
    if (type instanceof PrimitiveType primitive) {
      return readPrimitive(primitive);
    } else if (type instanceof DecimalType decimal) {
      return readDecimal(decimal);
    } else if (type instanceof ArrayType array) {
      List<@Nullable Object> elements = new ArrayList<>();
      while (readByte() != OrderedWriter.END) {
        elements.add(read(array.element()));
      }
      return elements;
    } else if (type instanceof StructType struct) {
      @Nullable Object[] values = new @Nullable Object[struct.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = read(struct.field(i).type());
      }
      return Row.wrap(values);
    } else if (type instanceof MapType map) {
      Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
      while (readByte() != OrderedWriter.END) {
        Object key = requireNonNull(read(map.key()), "a map's key");
        entries.put(key, read(map.value()));
      }
      return entries;
    }
    throw new IllegalStateException(type.ddl() + " is unknown");
  }

  private Object readPrimitive(PrimitiveType type) {
    return switch (type) {
      case STRING -> new String(readText(), StandardCharsets.UTF_8);
      case BINARY -> readText();
      case BOOLEAN -> readByte() == 1;
      case INT, DATE -> (int) readBigEndian(Integer.BYTES) ^ Integer.MIN_VALUE;
      case BIGINT, TIMESTAMP -> readLong();
      case DOUBLE -> readDouble();
    };
  }

  private double readDouble() {
    long ordered = readBigEndian(Long.BYTES);
    return Double.longBitsToDouble(ordered < 0 ? ordered ^ Long.MIN_VALUE : ~ordered);
  }

  private BigDecimal readDecimal(DecimalType type) {
    byte[] unscaled = new byte[OrderedWriter.DECIMAL_BYTES];
    System.arraycopy(bytes, at, unscaled, 0, unscaled.length);
    at += unscaled.length;
    unscaled[0] ^= (byte) 0x80;
    return new BigDecimal(new BigInteger(unscaled), type.scale());
  }

  private byte[] readText() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (true) {
      byte next = readByte();
      if (next != OrderedWriter.END) {
        text.write(next);
      } else if (readByte() == OrderedWriter.ESCAPED) {
        text.write(OrderedWriter.END);
      } else {
        return text.toByteArray();
      }
    }
  }
}
