package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RepeatedWarningsTest {

  private static final String CONNECTIONS = "org.apache.kafka.clients.NetworkClient";
  private static final String GONE =
      "Connection to node -1 (/127.0.0.1:9092) could not be established.";

  private final RepeatedWarnings filter = new RepeatedWarnings();

  @Test
  void letsThroughWhatClientsSayOfABrokerOnceAMinute() {
    assertThat(isDenied(CONNECTIONS, 0, "[AdminClient clientId=tidemark] " + GONE)).isFalse();
    assertThat(isDenied(CONNECTIONS, 1, "[AdminClient clientId=tidemark] " + GONE)).isTrue();
    assertThat(isDenied(CONNECTIONS, 1, "[Producer clientId=shop.orders] " + GONE)).isTrue();
    assertThat(isDenied(CONNECTIONS, 1, GONE.replace("-1", "2"))).isFalse();
    assertThat(isDenied(CONNECTIONS, 59, "[AdminClient clientId=tidemark] " + GONE)).isTrue();

    assertThat(isDenied(CONNECTIONS, 60, "[Producer clientId=shop.orders] " + GONE)).isFalse();
  }

  @Test
  void takesTwoForTheSameThatDifferInTheirNumber() {
    String refused = "Error while fetching metadata with correlation id %d : {a=UNKNOWN}";

    assertThat(isDenied(CONNECTIONS, 0, refused.formatted(7))).isFalse();
    assertThat(isDenied(CONNECTIONS, 1, refused.formatted(8))).isTrue();
  }

  @Test
  void letsThroughWhatOthersSay() {
    assertThat(isDenied("io.tidemark.Some", 0, "the disk is full")).isFalse();
    assertThat(isDenied("io.tidemark.Some", 1, "the disk is full")).isFalse();
  }

  private boolean isDenied(String logger, int second, String text) {
    LoggingEvent event =
        new LoggingEvent("", new LoggerContext().getLogger(logger), Level.WARN, text, null, null);
    event.setInstant(Instant.EPOCH.plusSeconds(second));
    return filter.decide(event) == FilterReply.DENY;
  }
}
