package io.tidemark.topology.expression;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row with something of everything; columns are called by the words of the language. */
final class OrderRow {

  static final StructType SCHEMA =
      StructType.fromDdl(
          """
          order_id STRING, timestamp STRING,
          customer STRUCT<customer_id: INT, name: STRING,
            address: STRUCT<city: STRING, postal_code: STRING>>,
          missing STRUCT<city: STRING, inner: STRUCT<x: INT>>,
          items ARRAY<STRUCT<item_id: STRING, quantity: INT, price: DOUBLE>>,
          no_items ARRAY<STRUCT<price: DOUBLE>>,
          tags MAP<STRING, STRING>,
          value INT, count BIGINT, date DATE, user STRING, key INT, order INT, group INT,
          metadata STRING, window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, values ARRAY<INT>,
          position INT, year INT, time STRING, interval INT, start INT, end INT, from STRING,
          case_x INT, `case` INT, `with space` INT, `a.b` INT, `back``tick` INT,
          nested STRUCT<case: INT, and: INT>, first INT, left INT, if INT, current_date DATE,
          Key_x INT, KEY_X INT, amount DECIMAL(10,2), bad STRING, big BIGINT
          """);

  static final Row ROW =
      Row.of(
          "O1",
          "2025-06-22T10:04:45Z",
          Row.of(17, "Ann", Row.of("Köln", null)),
          null,
          Arrays.asList(Row.of("a", 2, 1.5), null, Row.of("b", null, 2.25)),
          null,
          new LinkedHashMap<>(Map.of("env", "prod")),
          42,
          5L,
          (int) LocalDate.of(2025, 6, 22).toEpochDay(),
          "u",
          2,
          10,
          20,
          null,
          Row.of(0L, 300_000_000L),
          List.of(1, 2),
          3,
          2025,
          "10:04",
          60,
          1,
          10,
          "a@b",
          1,
          4,
          6,
          7,
          8,
          Row.of(9, 10),
          11,
          12,
          13,
          (int) LocalDate.of(2001, 1, 1).toEpochDay(),
          1,
          2,
          new BigDecimal("12.50"),
          "n/a",
          Long.MAX_VALUE);

  private OrderRow() {}
}
