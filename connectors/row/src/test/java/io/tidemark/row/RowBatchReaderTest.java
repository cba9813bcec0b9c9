package io.tidemark.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowBatchReaderTest {

  private static final StructType OLD = StructType.fromDdl("id STRING, amount INT");
  private static final StructType NOW = StructType.fromDdl("amount INT, id STRING, note STRING");

  @Test
  void rowsOfAnEarlierSchemaGetNullInTheColumnsTheyLack() {
    // Given
    RowBatchReader reader = new RowBatchReader(NOW, List.of(OLD));
    byte[] old = new RowBatchCodec(OLD).encode(List.of(Row.of("a", 1)));
    byte[] now = new RowBatchCodec(NOW).encode(List.of(Row.of(2, "b", "new")));

    // When / Then
    assertThat(reader.decode(old)).containsExactly(Row.of(1, "a", null));
    assertThat(reader.decode(now)).containsExactly(Row.of(2, "b", "new"));
  }

  @Test
  void refusesABatchOfASchemaThatItWasNotToldOf() {
    RowBatchReader reader = new RowBatchReader(NOW, List.of(OLD));
    byte[] other =
        new RowBatchCodec(StructType.fromDdl("other STRING")).encode(List.of(Row.of("x")));

    assertThatThrownBy(() -> reader.decode(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a row batch of another schema");
    assertThatThrownBy(() -> reader.decode(new byte[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAnEarlierSchemaThatIsNoPartOfTheCurrentOne() {
    assertThatThrownBy(() -> new RowBatchReader(NOW, List.of(StructType.fromDdl("amount BIGINT"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("amount");
  }
}
