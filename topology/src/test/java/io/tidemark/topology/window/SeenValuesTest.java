package io.tidemark.topology.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenValuesTest {

  private static final byte[] GROUP = {7};
  private static final byte[] OTHER_GROUP = {8};
  private static final long PANE = 0;
  private static final long NEXT_PANE = 60;

  private final SeenValues seen = new SeenValues(2);

  @Test
  void knowsAllValuesOfAGroupThatBeganHere() {
    assertThat(seen.turnTo(PANE, GROUP, false)).isTrue();
    assertThat(seen.add(value(1))).isTrue();

    assertThat(seen.turnTo(PANE, GROUP, true)).isTrue();
    assertThat(seen.add(value(1))).isFalse();
    assertThat(seen.add(value(2))).isTrue();
  }

  @Test
  void doesNotKnowAGroupThatBeganBeforeOrInAnotherPane() {
    seen.turnTo(PANE, GROUP, false);

    assertThat(seen.turnTo(PANE, OTHER_GROUP, true)).isFalse();
    assertThat(seen.turnTo(NEXT_PANE, GROUP, true)).isFalse();
  }

  @Test
  void forgetsTheOldestPaneWhenThereAreTooManyValues() {
    seen.turnTo(PANE, GROUP, false);
    seen.add(value(1));
    seen.add(value(2));
    seen.turnTo(NEXT_PANE, GROUP, false);
    seen.add(value(3));

    assertThat(seen.turnTo(PANE, GROUP, true)).isFalse();
    assertThat(seen.turnTo(NEXT_PANE, GROUP, true)).isTrue();
    assertThat(seen.add(value(3))).isFalse();
  }

  @Test
  void aGroupOfAForgottenPaneStaysUnknownBesideOneThatBeginsAnew() {
    seen.turnTo(PANE, GROUP, false);
    seen.forgetBefore(NEXT_PANE);
    seen.turnTo(PANE, OTHER_GROUP, false);

    assertThat(seen.turnTo(PANE, GROUP, true)).isFalse();
  }

  @Test
  void whatWasForgottenMakesRoom() {
    seen.turnTo(PANE, GROUP, false);
    seen.add(value(1));
    seen.add(value(2));
    seen.forgetBefore(NEXT_PANE);
    seen.turnTo(NEXT_PANE, GROUP, false);
    seen.add(value(3));

    assertThat(seen.turnTo(NEXT_PANE, GROUP, true)).isTrue();
  }

  private static byte[] value(int value) {
    return new byte[] {(byte) value};
  }
}
