package io.tidemark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

  private final Logger logger = new LoggerContext().getLogger("io.tidemark.Some");

  @Test
  void makesAFieldOfWhatAMessageCallsByAKeyWord() throws IOException {
    JsonNode json =
        encoded(
            null,
            "committed table={} version={} offsets={} duration={}ms",
            "lines",
            7L,
            Map.of("rows-0", 3),
            12L);

    assertThat(json.path("message").asText())
        .isEqualTo("committed table=lines version=7 offsets={rows-0=3} duration=12ms");
    assertThat(json.path("level").asText()).isEqualTo("INFO");
    assertThat(json.path("logger").asText()).isEqualTo("io.tidemark.Some");
    assertThat(json.path("pipeline").asText()).isEqualTo("shop");
    assertThat(json.path("timestamp").asText()).matches("\\d{4}-.*Z");
    assertThat(json.path("table").asText()).isEqualTo("lines");
    assertThat(json.path("version").isNumber()).isTrue();
    assertThat(json.path("offsets").asText()).isEqualTo("{rows-0=3}");
    assertThat(json.path("duration_ms").asInt()).isEqualTo(12);
  }

  @Test
  void passesOverValuesWithoutAKeyWord() throws IOException {
    JsonNode json = encoded(null, "{}: trying again, attempt={}", "orders", 3);

    assertThat(json.path("attempt").asInt()).isEqualTo(3);
    assertThat(json.path("message").asText()).isEqualTo("orders: trying again, attempt=3");
  }

  @Test
  void keepsWhatEveryEventHas() throws IOException {
    JsonNode json = encoded(null, "message={} pipeline={}", "x", "y");

    assertThat(json.path("message").asText()).isEqualTo("message=x pipeline=y");
    assertThat(json.path("pipeline").asText()).isEqualTo("shop");
  }

  @Test
  void isOneLineWhateverTheMessageAndTheExceptionAre() throws IOException {
    JsonNode json = encoded(new IOException("a\nb"), "two\nlines \"quoted\"");

    assertThat(json.path("message").asText()).isEqualTo("two\nlines \"quoted\"");
    assertThat(json.path("exception").asText())
        .startsWith("java.io.IOException: a\nb")
        .contains("JsonLinesTest");
  }

  private JsonNode encoded(@Nullable Throwable cause, String template, Object... values)
      throws IOException {
    LoggingEvent event =
        new LoggingEvent(
            JsonLinesTest.class.getName(), logger, Level.INFO, template, cause, values);
    String line = new String(new JsonLines("shop").encode(event), UTF_8);
    assertThat(line).endsWith("\n");
    assertThat(line.lines()).hasSize(1);
    return new ObjectMapper().readTree(line);
  }
}
