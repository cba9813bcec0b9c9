package io.tidemark.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowChangeTest {

  @ParameterizedTest
  @EnumSource
  void isReadAsItWasWritten(RowChange change) {
    assertThat(RowChange.of(change.headerValue())).isEqualTo(change);
  }

  @Test
  void aRecordWithoutTheHeaderIsAnUpsert() {
    assertThat(RowChange.of(null)).isEqualTo(RowChange.UPSERT);
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> RowChange.of("merge".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("header tidemark.change is 'merge', not 'upsert' or 'delete'");
  }
}
