package io.tidemark.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SchemaTextTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void showsATreeAsSparkDoes() {
    StructType schema =
        StructType.fromDdl(
            "id INT NOT NULL, big BIGINT, price DECIMAL(10,2), ratio DOUBLE, ok BOOLEAN, at TIMESTAMP,"
                + " day DATE, raw BINARY, items ARRAY<STRUCT<sku: STRING, tags: ARRAY<STRING>>>,"
                + " labels MAP<STRING, STRUCT<n: INT>>");

    assertThat(String.join("\n", SchemaTree.lines(schema)))
        .isEqualTo(
            """
            root
             |-- id: integer (nullable = false)
             |-- big: long (nullable = true)
             |-- price: decimal(10,2) (nullable = true)
             |-- ratio: double (nullable = true)
             |-- ok: boolean (nullable = true)
             |-- at: timestamp (nullable = true)
             |-- day: date (nullable = true)
             |-- raw: binary (nullable = true)
             |-- items: array (nullable = true)
             |    |-- element: struct (containsNull = true)
             |    |    |-- sku: string (nullable = true)
             |    |    |-- tags: array (nullable = true)
             |    |    |    |-- element: string (containsNull = true)
             |-- labels: map (nullable = true)
             |    |-- key: string
             |    |-- value: struct (valueContainsNull = true)
             |    |    |-- n: integer (nullable = true)""");
  }

  @Test
  void aNameFromTheDataNeverDrivesTheTerminal() {
    StructType schema = StructType.fromDdl("`\u001b[31m\nx` STRING");

    assertThat(SchemaTree.lines(schema))
        .containsExactly("root", " |-- \\u001b[31m\\u000ax: string (nullable = true)");
    assertThat(ReadReport.schema(schema)).noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void wrapsDdlWhereStructsAreLong() {
    StructType schema =
        StructType.fromDdl(
            "order_id STRING, customer STRUCT<customer_id: INT, name: STRING, email: STRING, address:"
                + " STRUCT<city: STRING, postal_code: STRING, country: STRING>>, items"
                + " ARRAY<STRUCT<item_id: STRING, product_name: STRING, quantity: INT>> NOT NULL,"
                + " deep MAP<STRING, ARRAY<STRUCT<a: STRUCT<first_of_it: STRING, second_of_it:"
                + " STRING, third: STRING>>>>");

    assertThat(String.join("\n", DdlLayout.lines(schema, 60)))
        .isEqualTo(
            """
            order_id STRING,
            customer STRUCT<
              customer_id: INT, name: STRING, email: STRING,
              address: STRUCT<
                city: STRING, postal_code: STRING, country: STRING>>,
            items ARRAY<STRUCT<
              item_id: STRING, product_name: STRING,
              quantity: INT>> NOT NULL,
            deep MAP<STRING, ARRAY<STRUCT<
              a: STRUCT<
                first_of_it: STRING, second_of_it: STRING,
                third: STRING>>>>""");
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void theDdlThatIsPrintedIsTheSchemaAgainOnceItIsPasted(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int width) throws IOException {
    // Given
    StructType schema = Schemas.of(seed);
    assertThat(StructType.fromDdl(String.join("\n", DdlLayout.lines(schema, width))))
        .isEqualTo(schema);

    // When
    List<String> pasted = ReadReport.schema(schema);

    // Then: as the pipeline file is read, which also replaces variables
    String ddl = YAML.readTree(String.join("\n", pasted)).path("schema").asText();
    assertThat(StructType.fromDdl(ddl.replace("$${", "${"))).isEqualTo(schema);
  }
}
