package io.tidemark.row;

/**
 * The type of a column, with Spark SQL's names and meaning.
 *
 * <p>A value of each type is held in a {@link Row} as one Java class; see {@link Row} for the list.
 */
public sealed interface DataType
    permits PrimitiveType, DecimalType, ArrayType, MapType, StructType {

  /**
   * This type as Spark DDL, which {@link StructType#fromDdl} reads back: {@code
   * ARRAY<STRUCT<item_id: STRING>>}.
   */
  String ddl();
}
