package io.tidemark.topology.expression.function;

import static io.tidemark.topology.expression.function.SqlFunction.named;

import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.topology.expression.cast.Coercion;
import java.util.List;

/** Types as functions: {@code string(x)} is {@code CAST(x AS STRING)}. */
final class CastFunctions {

  static final FunctionGroup GROUP =
      new FunctionGroup(
          "Casts (also written `CAST(value AS type)`, `value::type`, `TRY_CAST(value AS type)`)",
          List.of(
              cast("string", PrimitiveType.STRING, "string(1.50)", "1.50"),
              cast("int", PrimitiveType.INT, "int('17')", "17"),
              cast("bigint", PrimitiveType.BIGINT, "bigint(2.9D)", "2"),
              cast("double", PrimitiveType.DOUBLE, "double('1e3')", "1000.0"),
              cast("decimal", new DecimalType(10, 0), "decimal(2.5D)", "3"),
              cast("boolean", PrimitiveType.BOOLEAN, "boolean('yes')", "true"),
              cast("date", PrimitiveType.DATE, "date('2025-06-22T10:04:45Z')", "2025-06-22"),
              cast(
                  "timestamp",
                  PrimitiveType.TIMESTAMP,
                  "timestamp('2025-06-22T10:04:45+02:00')",
                  "2025-06-22 08:04:45"),
              cast("binary", PrimitiveType.BINARY, "binary('abc')", "abc")));

  private CastFunctions() {}

  private static SqlFunction cast(String name, DataType type, String example, String result) {
    return named(name)
        .takes("value", Accepts.ANY)
        .does("The value as " + type.ddl() + ".")
        .example(example, result)
        .binds(type.ddl(), call -> Coercion.to(type, call.argument(0)));
  }
}
