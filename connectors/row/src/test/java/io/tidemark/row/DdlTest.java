package io.tidemark.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DdlTest {

  @Property
  void readsBackAnySchemaThatItWrites(@ForAll("schemas") StructType schema) {
    assertThat(StructType.fromDdl(schema.columnsDdl())).isEqualTo(schema);
    assertThat(StructType.fromDdl("nested " + schema.ddl()).field(0).type()).isEqualTo(schema);
  }

  @Test
  void readsEveryTypeAndItsOtherNames() {
    assertThat(
            StructType.fromDdl(
                    """
                a STRING, b BOOLEAN, c INT, d integer, e BIGINT, f LONG, g DOUBLE, h TIMESTAMP,
                i TIMESTAMP_LTZ, j DATE, k BINARY, l DECIMAL, m dec(5), n NUMERIC(38, 10),
                o ARRAY<ARRAY<INT>>, p MAP<STRING, ARRAY<INT>>, q STRUCT<a: INT>, r STRUCT<>""")
                .columnsDdl())
        .isEqualTo(
            "a STRING, b BOOLEAN, c INT, d INT, e BIGINT, f BIGINT, g DOUBLE, h TIMESTAMP,"
                + " i TIMESTAMP, j DATE, k BINARY, l DECIMAL(10,0), m DECIMAL(5,0), n"
                + " DECIMAL(38,10), o ARRAY<ARRAY<INT>>, p MAP<STRING, ARRAY<INT>>, q STRUCT<a:"
                + " INT>, r STRUCT<>");
  }

  @Test
  void takesColonsOrLeavesThem() {
    assertThat(StructType.fromDdl("a: INT, b: STRUCT<c INT, d:INT>"))
        .isEqualTo(StructType.fromDdl("a INT, b STRUCT<c: INT, d: INT>"));
  }

  @Test
  void keepsNotNullAndSkipsComments() {
    assertThat(
            StructType.fromDdl(
                    "a INT NOT NULL COMMENT 'it''s, a', b STRUCT<c: INT not null> COMMENT \"b\"")
                .columnsDdl())
        .isEqualTo("a INT NOT NULL, b STRUCT<c: INT NOT NULL>");
  }

  @Test
  void takesAnythingInBackticksAsAName() {
    StructType schema = StructType.fromDdl("`order id` INT, `a``b` INT, `ü`:INT, ü2 INT, 1st INT");

    assertThat(schema.names()).containsExactly("order id", "a`b", "ü", "ü2", "1st");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                      | expected a column name, found the end (at position 0)",
        "a                       | expected a type, found the end (at position 1)",
        "a, b INT                | expected a type, found ', b INT' (at position 1)",
        "a INT,                  | expected a column name, found the end (at position 6)",
        "a INT b INT             | expected ',' or the end, found 'b INT' (at position 6)",
        "a INT, a STRING         | column 'a' is there twice (at position 7)",
        "a STRUCT<b: INT, b: INT>| column 'b' is there twice (at position 17)",
        "a STRNG                 | 'STRNG' is not a type; did you mean 'STRING'? (at position 2)",
        "a FLOAT                 | 'FLOAT' is not a type; use DOUBLE (at position 2)",
        "a SMALLINT              | 'SMALLINT' is not a type; use INT (at position 2)",
        "a VARCHAR(10)           | 'VARCHAR' is not a type; use STRING (at position 2)",
        "a ARRAY                 | expected '<', found the end (at position 7)",
        "a ARRAY<INT             | expected '>', found the end (at position 11)",
        "a MAP<STRING>           | expected ',', found '>' (at position 12)",
        "a STRUCT<b INT          | expected '>', found the end (at position 14)",
        "a DECIMAL(x)            | expected a number, found 'x)' (at position 10)",
        "a DECIMAL(10,2          | expected ')', found the end (at position 14)",
        "a DECIMAL(39,2)         | DECIMAL(39,2): precision must be 1 to 38 and scale 0 to precision (at position 2)",
        "a INT NOT               | expected NULL, found the end (at position 9)",
        "a INT COMMENT b         | expected a comment in quotes, found 'b' (at position 14)",
        "order-id STRING         | column name 'order' goes on with '-'; put a name with such characters in backticks (at position 5)",
        "`a INT                  | the quote is never closed (at position 0)",
        "`` INT                  | a column needs a name (at position 0)",
        "a INT) and much more text | expected ',' or the end, found ') and much more text' (at position 5)",
      })
  void saysWhatIsWrongAndWhere(String ddl, String message) {
    assertThatThrownBy(() -> StructType.fromDdl(ddl))
        .isInstanceOf(DdlException.class)
        .hasMessage(message);
  }

  @Test
  void namesTheTypesWhenNoneIsNear() {
    assertThatThrownBy(() -> StructType.fromDdl("a GEOMETRY"))
        .hasMessageContaining("'GEOMETRY' is not a type; the types are STRING, BOOLEAN, INT,");
  }

  @Test
  void givesThePositionAsANumber() {
    assertThatThrownBy(() -> StructType.fromDdl("a INT, b INTT"))
        .asInstanceOf(InstanceOfAssertFactories.type(DdlException.class))
        .extracting(DdlException::position)
        .isEqualTo(9);
  }

  @Test
  void refusesTypesNestedWithoutEnd() {
    assertThatThrownBy(() -> StructType.fromDdl("a " + "ARRAY<".repeat(100_000)))
        .isInstanceOf(DdlException.class)
        .hasMessageStartingWith("types are nested more than 100 deep");
  }

  @Provide
  Arbitrary<StructType> schemas() {
    return Schemas.any();
  }
}
