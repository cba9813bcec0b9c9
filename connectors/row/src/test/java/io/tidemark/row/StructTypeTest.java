package io.tidemark.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StructTypeTest {

  private static final StructType LINES = StructType.fromDdl("id INT, Id STRING");

  @Test
  void findsColumnsByTheirExactName() {
    assertThat(LINES.find("Id")).hasValue(1);
    assertThat(LINES.find("ID")).isEmpty();
  }

  @Test
  void refusesANameThatIsThereTwice() {
    StructField id = StructField.of("id", PrimitiveType.INT);

    assertThatThrownBy(() -> LINES.plus(id)).hasMessage("column 'id' is there twice");
  }

  @Test
  void refusesAFieldWithoutAName() {
    assertThatThrownBy(() -> StructField.of("", PrimitiveType.INT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isEqualByNamesTypesOrderAndNullability() {
    assertThat(LINES).isEqualTo(StructType.fromDdl("id INT, Id STRING"));
    assertThat(
            List.of(
                StructType.fromDdl("Id STRING, id INT"),
                StructType.fromDdl("id BIGINT, Id STRING"),
                StructType.fromDdl("id INT NOT NULL, Id STRING"),
                StructType.fromDdl("id INT")))
        .doesNotContain(LINES);
  }
}
