package io.tidemark.topology.window;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values so that their bytes, compared without sign, are in the order of the values, nulls
 * first; equal values have equal bytes, and no value's bytes are the beginning of another's. Equal
 * is what Spark's grouping calls equal: 0.0 and -0.0, NaN and NaN, null and null.
 */
final class OrderedWriter {

  static final byte NULL = 0;
  static final byte PRESENT = 1;
  static final byte END = 0;

  /** In a text: what follows a zero byte to say that it is part of the text, or its end. */
  static final byte ESCAPED = (byte) 0xFF;

  /** Bytes of a DECIMAL's unscaled value, enough for 38 digits. */
  static final int DECIMAL_BYTES = 16;

  private byte[] bytes = new byte[64];
  private int length;

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Begins anew. */
  void clear() {
    length = 0;
  }

  void writeByte(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  void writeBytes(byte[] more, int count) {
    reserve(count);
    System.arraycopy(more, 0, bytes, length, count);
    length += count;
  }

  void writeLong(long value) {
    writeBigEndian(value ^ Long.MIN_VALUE, Long.BYTES);
  }

  private void writeBigEndian(long value, int count) {
    reserve(count);
    for (int shift = (count - 1) * 8; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  void write(DataType type, @Nullable Object value) {
    if (value == null) {
      writeByte(NULL);
      return;
    }
    writeByte(PRESENT);
    if (type instanceof PrimitiveType primitive) {
      writePrimitive(primitive, value);
    } else if (type instanceof DecimalType) {
      writeDecimal((BigDecimal) value);
    } else if (type instanceof ArrayType array) {
      for (Object element : (List<?>) value) {
        writeByte(PRESENT);
        write(array.element(), element);
      }
      writeByte(END);
    } else if (type instanceof StructType struct) {
      Row row = (Row) value;
      for (int i = 0; i < struct.size(); i++) {
        write(struct.field(i).type(), row.value(i));
      }
    } else if (type instanceof MapType map) {
      writeMap(map, (Map<?, ?>) value);
    } else {
      throw new IllegalStateException(type.ddl() + " is unknown");
    }
  }

  /** A map has no order; so it is never a key, and its entries are as they come. */
  private void writeMap(MapType type, Map<?, ?> map) {
    map.forEach(
        (key, value) -> {
          writeByte(PRESENT);
          write(type.key(), key);
          write(type.value(), value);
        });
    writeByte(END);
  }

  private void writePrimitive(PrimitiveType type, Object value) {
    switch (type) {
      case STRING -> writeText(((String) value).getBytes(StandardCharsets.UTF_8));
      case BINARY -> writeText((byte[]) value);
      case BOOLEAN -> writeByte((Boolean) value ? 1 : 0);
      case INT, DATE -> writeBigEndian((Integer) value ^ Integer.MIN_VALUE, Integer.BYTES);
      case BIGINT, TIMESTAMP -> writeLong((Long) value);
      case DOUBLE -> writeDouble((Double) value);
    }
  }

  private void writeDouble(double value) {
    long bits = Double.doubleToLongBits(value == 0.0 ? 0.0 : value);
    writeBigEndian(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE, Long.BYTES);
  }

  private void writeDecimal(BigDecimal value) {
    byte[] unscaled = value.unscaledValue().toByteArray();
    byte sign = (byte) (unscaled[0] < 0 ? -1 : 0);
    int start = length;
    for (int i = unscaled.length; i < DECIMAL_BYTES; i++) {
      writeByte(sign);
    }
    writeBytes(unscaled, unscaled.length);
    bytes[start] ^= (byte) 0x80;
  }

  private void writeText(byte[] text) {
    reserve(text.length + 2);
    for (byte b : text) {
      writeByte(b);
      if (b == END) {
        writeByte(ESCAPED);
      }
    }
    writeByte(END);
    writeByte(PRESENT);
  }

  private void reserve(int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }
}
