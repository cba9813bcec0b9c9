package io.tidemark.row;

/** A type without parameters. */
public enum PrimitiveType implements DataType {
  STRING,
  BOOLEAN,
  /** 32-bit signed. */
  INT,
  /** 64-bit signed. */
  BIGINT,
  DOUBLE,
  /** An instant with microsecond precision, shown in UTC. */
  TIMESTAMP,
  /** A day of the proleptic Gregorian calendar. */
  DATE,
  BINARY;

  @Override
  public String ddl() {
    return name();
  }

  @Override
  public String toString() {
    return ddl();
  }
}
