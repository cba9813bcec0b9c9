package io.tidemark.delta.parquet;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.MapType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** Makes the {@link ValueWriter} of each type, in the layout of {@link ParquetSchema}. */
final class ValueWriters {

  private final NotANumbers notANumbers;

  /**
   * @param notANumbers told of each DOUBLE column in which a NaN is written
   */
  ValueWriters(NotANumbers notANumbers) {
    this.notANumbers = notANumbers;
  }

  /** The writer for a value at {@code path}, which names the fields on the way to it. */
  ValueWriter of(DataType type, List<String> path) {
    if (type == PrimitiveType.DOUBLE) {
      return number(path);
    } else if (type instanceof PrimitiveType primitive) {
      return primitive(primitive);
    } else if (type instanceof DecimalType decimal) {
      return decimal(decimal);
    } else if (type instanceof ArrayType array) {
      return array(of(array.element(), path));
    } else if (type instanceof MapType map) {
      return map(of(map.key(), path), of(map.value(), path));
    } else if (type instanceof StructType struct) {
      StructWriter fields = new StructWriter(struct, path, this);
      return (consumer, value) -> {
        consumer.startGroup();
        fields.write(consumer, (io.tidemark.row.Row) value);
        consumer.endGroup();
      };
    }
    throw new IllegalStateException("no writer for " + type);
  }

  private ValueWriter number(List<String> path) {
    return (consumer, value) -> {
      double number = (Double) value;
      if (Double.isNaN(number)) {
        notANumbers.add(path);
      }
      consumer.addDouble(number);
    };
  }

  private static ValueWriter primitive(PrimitiveType type) {
    return switch (type) {
      case STRING -> new TextWriter();
      case BOOLEAN -> (consumer, value) -> consumer.addBoolean((Boolean) value);
      case INT, DATE -> (consumer, value) -> consumer.addInteger((Integer) value);
      case BIGINT, TIMESTAMP -> (consumer, value) -> consumer.addLong((Long) value);
      case DOUBLE -> throw new IllegalStateException("numbers have their own writer");
      case BINARY ->
          (consumer, value) -> consumer.addBinary(Binary.fromConstantByteArray((byte[]) value));
    };
  }

  private static ValueWriter decimal(DecimalType type) {
    if (type.precision() <= ParquetSchema.MAX_INT32_DIGITS) {
      return (consumer, value) -> consumer.addInteger(unscaled(type, value).intValueExact());
    } else if (type.precision() <= ParquetSchema.MAX_INT64_DIGITS) {
      return (consumer, value) -> consumer.addLong(unscaled(type, value).longValueExact());
    }
    int length = ParquetSchema.decimalBytes(type.precision());
    return (consumer, value) ->
        consumer.addBinary(
            Binary.fromConstantByteArray(
                signExtended(unscaled(type, value).toByteArray(), length)));
  }

  private static java.math.BigInteger unscaled(DecimalType type, Object value) {
    BigDecimal decimal = (BigDecimal) value;
    if (decimal.scale() != type.scale() || decimal.precision() > type.precision()) {
      throw new IllegalStateException(decimal + " is not a " + type);
    }
    return decimal.unscaledValue();
  }

  private static byte[] signExtended(byte[] number, int length) {
    byte[] bytes = new byte[length];
    if (number[0] < 0) {
      Arrays.fill(bytes, (byte) -1);
    }
    System.arraycopy(number, 0, bytes, length - number.length, number.length);
    return bytes;
  }

  private static ValueWriter array(ValueWriter element) {
    return (consumer, value) -> {
      consumer.startGroup();
      List<?> elements = (List<?>) value;
      if (!elements.isEmpty()) {
        consumer.startField("list", 0);
        for (Object e : elements) {
          consumer.startGroup();
          field(consumer, "element", 0, element, e);
          consumer.endGroup();
        }
        consumer.endField("list", 0);
      }
      consumer.endGroup();
    };
  }

  private static ValueWriter map(ValueWriter key, ValueWriter entryValue) {
    return (consumer, value) -> {
      consumer.startGroup();
      Map<?, ?> entries = (Map<?, ?>) value;
      if (!entries.isEmpty()) {
        consumer.startField("key_value", 0);
        entries.forEach(
            (k, v) -> {
              consumer.startGroup();
              field(consumer, "key", 0, key, k);
              field(consumer, "value", 1, entryValue, v);
              consumer.endGroup();
            });
        consumer.endField("key_value", 0);
      }
      consumer.endGroup();
    };
  }

  private static void field(
      RecordConsumer consumer, String name, int index, ValueWriter writer, @Nullable Object value) {
    if (value != null) {
      consumer.startField(name, index);
      writer.write(consumer, value);
      consumer.endField(name, index);
    }
  }
}
