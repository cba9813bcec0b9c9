package io.tidemark.row.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class UserExceptionTest {

  @Test
  void showsEveryProblemOnALineOfItsOwn() {
    Problem column =
        new Problem("orders.yaml: tables.t.steps[0]", "no column 'prise'", "did you mean 'price'?");
    Problem trigger = new Problem("orders.yaml: trigger", "unknown trigger 'never'");

    assertThat(new UserException(List.of(column, trigger), null))
        .hasMessage(
            """
            orders.yaml: tables.t.steps[0]: no column 'prise'; did you mean 'price'?
            orders.yaml: trigger: unknown trigger 'never'""");
  }

  @Test
  void showsAProblemWithoutAPlaceAsItIs() {
    assertThat(new Problem("", "no space left on the disk").toString())
        .isEqualTo("no space left on the disk");
  }

  @Test
  void isNeverWithoutAProblem() {
    assertThatThrownBy(() -> new UserException(List.of(), null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
