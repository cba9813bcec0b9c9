package io.tidemark.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wire form of the values of one type. Null is not a value: bitmaps tell where there is one.
 */
interface ValueCodec {

  /**
   * Appends the value.
   *
   * @throws ClassCastException if it is not of the type's class (see {@link Row})
   */
  void write(Object value, WireOutput out);

  /**
   * Reads the next value.
   *
   * @throws IllegalArgumentException if the bytes are not what {@link #write} writes
   */
  Object read(WireInput in);

  static ValueCodec of(DataType type) {
    if (type instanceof PrimitiveType primitive) {
      return PrimitiveCodec.of(primitive);
    }
    if (type instanceof DecimalType decimal) {
      return new OfDecimal(decimal);
    }
    if (type instanceof ArrayType array) {
      return new OfArray(of(array.element()));
    }
    if (type instanceof MapType map) {
      return new OfMap(of(map.key()), of(map.value()));
    }
    return new OfStruct((StructType) type);
  }

  /** Bitmap, then what is there: of the rows of a column, the elements of an array. */
  default void writeCells(@Nullable Object[] cells, WireOutput out) {
    out.writeBitmap(cells);
    for (Object cell : cells) {
      if (cell != null) {
        write(cell, out);
      }
    }
  }

  /** What {@link #writeCells} wrote. */
  default @Nullable Object[] readCells(int count, WireInput in) {
    int bitmap = in.skipBitmap(count);
    @Nullable Object[] cells = new Object[count];
    for (int i = 0; i < count; i++) {
      if (in.bit(bitmap, i)) {
        cells[i] = read(in);
      }
    }
    return cells;
  }

  /** The number without its point; the scale is the type's. */
  record OfDecimal(DecimalType type) implements ValueCodec {

    private static final int MAX_LONG_PRECISION = 18;

    @Override
    public void write(Object value, WireOutput out) {
      BigInteger unscaled = ((BigDecimal) value).setScale(type.scale()).unscaledValue();
      if (type.precision() <= MAX_LONG_PRECISION) {
        out.writeZigzag(unscaled.longValueExact());
      } else {
        out.writeBytes(unscaled.toByteArray());
      }
    }

    @Override
    public Object read(WireInput in) {
      if (type.precision() <= MAX_LONG_PRECISION) {
        return BigDecimal.valueOf(in.readZigzag(), type.scale());
      }
      byte[] unscaled = in.readBytes();
      if (unscaled.length == 0) {
        throw in.damaged("a decimal has no bytes");
      }
      return new BigDecimal(new BigInteger(unscaled), type.scale());
    }
  }

  /** Count, then the elements. */
  record OfArray(ValueCodec element) implements ValueCodec {

    @Override
    public void write(Object value, WireOutput out) {
      @Nullable Object[] elements = ((List<?>) value).toArray();
      out.writeVarint(elements.length);
      element.writeCells(elements, out);
    }

    @Override
    public Object read(WireInput in) {
      int count = in.readCount((long) in.remaining() * Byte.SIZE);
      return Collections.unmodifiableList(Arrays.asList(element.readCells(count, in)));
    }
  }

  /** Count, then all keys, then all values. */
  record OfMap(ValueCodec key, ValueCodec value) implements ValueCodec {

    @Override
    public void write(Object map, WireOutput out) {
      Map<?, ?> entries = (Map<?, ?>) map;
      out.writeVarint(entries.size());
      key.writeCells(entries.keySet().toArray(), out);
      value.writeCells(entries.values().toArray(), out);
    }

    @Override
    public Object read(WireInput in) {
      int count = in.readCount((long) in.remaining() * Byte.SIZE);
      @Nullable Object[] keys = key.readCells(count, in);
      @Nullable Object[] values = value.readCells(count, in);
      Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        Object name = keys[i];
        if (name == null) {
          throw in.damaged("a map has a null key");
        }
        entries.put(name, values[i]);
      }
      return Collections.unmodifiableMap(entries);
    }
  }

  /** The fields in order. */
  final class OfStruct implements ValueCodec {

    private final ValueCodec[] fields;

    OfStruct(StructType type) {
      this.fields =
          type.fields().stream().map(f -> ValueCodec.of(f.type())).toArray(ValueCodec[]::new);
    }

    @Override
    public void write(Object value, WireOutput out) {
      @Nullable Object[] values = ((Row) value).toArray();
      if (values.length != fields.length) {
        throw new IllegalArgumentException(
            "a struct of %d fields can't hold %s".formatted(fields.length, value));
      }
      out.writeBitmap(values);
      for (int i = 0; i < fields.length; i++) {
        Object field = values[i];
        if (field != null) {
          fields[i].write(field, out);
        }
      }
    }

    @Override
    public Object read(WireInput in) {
      int bitmap = in.skipBitmap(fields.length);
      @Nullable Object[] values = new Object[fields.length];
      for (int i = 0; i < fields.length; i++) {
        if (in.bit(bitmap, i)) {
          values[i] = fields[i].read(in);
        }
      }
      return Row.wrap(values);
    }
  }
}
