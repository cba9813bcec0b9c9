package io.tidemark.delta.source.parquet;

import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.Type;

/** Takes a column that is read only to see whether what it is in is null, and keeps nothing. */
final class IgnoredConverter {

  private IgnoredConverter() {}

  static Converter of(Type type) {
    return type.isPrimitive()
        ? new Scalar()
        : new Group(type.asGroupType().getFields().stream().map(IgnoredConverter::of).toList());
  }

  private static final class Group extends GroupConverter {

    private final List<Converter> fields;

    Group(List<Converter> fields) {
      this.fields = fields;
    }

    @Override
    public Converter getConverter(int index) {
      return fields.get(index);
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }

  private static final class Scalar extends PrimitiveConverter {

    @Override
    public void addBinary(Binary value) {}

    @Override
    public void addBoolean(boolean value) {}

    @Override
    public void addDouble(double value) {}

    @Override
    public void addFloat(float value) {}

    @Override
    public void addInt(int value) {}

    @Override
    public void addLong(long value) {}
  }
}
