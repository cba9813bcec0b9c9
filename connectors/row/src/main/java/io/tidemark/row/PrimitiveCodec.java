package io.tidemark.row;

/** The wire form of each {@link PrimitiveType}. */
enum PrimitiveCodec implements ValueCodec {
  STRING {
    @Override
    public void write(Object value, WireOutput out) {
      out.writeString((String) value);
    }

    @Override
    public Object read(WireInput in) {
      return in.readString();
    }
  },
  BOOLEAN {
    @Override
    public void write(Object value, WireOutput out) {
      out.writeByte((Boolean) value ? 1 : 0);
    }

    @Override
    public Object read(WireInput in) {
      return in.readByte() != 0;
    }
  },
  /** Of INT and DATE. */
  INTEGER {
    @Override
    public void write(Object value, WireOutput out) {
      out.writeZigzag((Integer) value);
    }

    @Override
    public Object read(WireInput in) {
      return in.readZigzagInt();
    }
  },
  /** Of BIGINT and TIMESTAMP. */
  LONG {
    @Override
    public void write(Object value, WireOutput out) {
      out.writeZigzag((Long) value);
    }

    @Override
    public Object read(WireInput in) {
      return in.readZigzag();
    }
  },
  /** Bit by bit: NaN and -0.0 are kept. */
  DOUBLE {
    @Override
    public void write(Object value, WireOutput out) {
      out.writeLong(Double.doubleToRawLongBits((Double) value));
    }

    @Override
    public Object read(WireInput in) {
      return Double.longBitsToDouble(in.readLong());
    }
  },
  BINARY {
    @Override
    public void write(Object value, WireOutput out) {
      out.writeBytes((byte[]) value);
    }

    @Override
    public Object read(WireInput in) {
      return in.readBytes();
    }
  };

  static PrimitiveCodec of(PrimitiveType type) {
    return switch (type) {
      case STRING -> STRING;
      case BOOLEAN -> BOOLEAN;
      case INT, DATE -> INTEGER;
      case BIGINT, TIMESTAMP -> LONG;
      case DOUBLE -> DOUBLE;
      case BINARY -> BINARY;
    };
  }
}
