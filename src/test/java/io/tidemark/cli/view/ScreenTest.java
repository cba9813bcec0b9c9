package io.tidemark.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void redrawsTheBlockInPlaceAndPutsLinesAboveIt() {
    // Given
    Screen screen = new LiveScreen(new Terminal(out, out, 80, true, true));

    // When
    screen.show(List.of("a 1", "b 1"), "");
    screen.line("warning: x");
    screen.show(List.of("a 2"), "");
    screen.clear();

    // Then
    String redraw = "\u001b[2A\r\u001b[J";
    assertThat(written())
        .isEqualTo(
            "a 1\nb 1\n"
                + redraw
                + "warning: x\na 1\nb 1\n"
                + redraw
                + "a 2\n"
                + "\u001b[1A\r\u001b[J");
  }

  @Test
  void cutsALineThatWouldWrap() {
    Screen screen = new LiveScreen(new Terminal(out, out, 40, true, true));

    screen.show(List.of("x".repeat(40)), "");

    assertThat(written()).isEqualTo("x".repeat(38) + "…\n");
  }

  @Test
  void writesNoControlCharactersToAFile() {
    Screen screen = Screen.on(Terminal.plain(out, out));

    screen.show(List.of("a 1"), "a 1");
    screen.line("warning: x");
    screen.clear();

    assertThat(written()).isEqualTo("a 1\nwarning: x\n");
  }

  @Test
  void writesProgressToAFileOnceASecondAndOnlyWhenItChanged() {
    // Given
    HandClock clock = new HandClock();
    Screen screen = new LogScreen(Terminal.plain(out, out), clock);

    // When
    screen.show(List.of(), "1");
    clock.plusMillis(500);
    screen.show(List.of(), "2");
    clock.plusMillis(500);
    screen.show(List.of(), "3");
    clock.plusMillis(5000);
    screen.show(List.of(), "3");

    // Then
    assertThat(written()).isEqualTo("1\n3\n");
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** A clock that is moved by hand. */
  private static final class HandClock extends Clock {

    private Instant now = Instant.EPOCH;

    void plusMillis(long millis) {
      now = now.plusMillis(millis);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
