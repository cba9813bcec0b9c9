package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.testing.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that a run writes with {@code --log-format json}, on either stream and to its log file. */
class JsonLogIT {

  private static final String SHOP =
      """
      name: shop
      sources:
        orders:
          schema: "id STRING, at STRING"
          files: {path: DIR/in, multiline: false, settle: 1 milliseconds}
      tables:
        lines:
          from: orders
          steps: [{select: [id]}]
          write: {delta: DIR/tables/lines}
        per_hour:
          from: orders
          steps:
            - with_column: {time: CAST(at AS TIMESTAMP)}
            - with_watermark: {column: time, delay: 1 minute}
            - group_by: {window: {size: 1 hour}, keys: [id], aggregate: {n: count(*)}}
          write: {delta: DIR/tables/per_hour}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path root;

  @Test
  void eachLineOfARunIsAnObjectWithTheSameKeyWords() throws IOException {
    // Given
    Path pipeline = Files.writeString(root.resolve("shop.yaml"), SHOP.replace("DIR", root + ""));
    Files.createDirectories(root.resolve("in"));
    Files.writeString(
        root.resolve("in/1.json"),
        """
        {"id": "a", "at": "2025-06-20T01:30:00Z"}
        {"id": "b", "at": "2025-06-20T03:30:00Z"}
        {"id":\s
        """);
    Path output = root.resolve("output");

    // When
    try (ChildJvm run =
        ChildJvm.start(
            output,
            List.of(),
            Tidemark.class,
            "run",
            pipeline.toString(),
            "--trigger=available_now",
            "--log-format=json",
            "--data=" + root.resolve("data"))) {
      assertThat(run.awaitExit()).isZero();
    }

    // Then
    List<JsonNode> told = parsed(output);
    assertThat(told)
        .anySatisfy(
            event -> {
              assertThat(event.path("message").asText()).startsWith("committed table=lines");
              assertThat(event.path("table").asText()).isEqualTo("lines");
              assertThat(event.path("version").asInt(-1)).isEqualTo(1);
              assertThat(event.path("batch").isNumber()).isTrue();
              assertThat(event.path("rows").asInt()).isEqualTo(2);
              assertThat(event.path("duration_ms").isNumber()).isTrue();
            })
        .anySatisfy(
            event -> {
              assertThat(event.path("source").asText()).isEqualTo("orders");
              assertThat(event.path("records").asInt()).isEqualTo(3);
              assertThat(event.path("bad").asInt()).isEqualTo(1);
            })
        .anySatisfy(
            event -> {
              assertThat(event.path("table").asText()).isEqualTo("per_hour");
              assertThat(event.path("watermark").asText()).isEqualTo("2025-06-20T03:29:00Z");
              assertThat(event.path("open_windows").asInt()).isEqualTo(1);
            })
        .anySatisfy(event -> assertThat(event.path("outcome").asText()).isEqualTo("done"));
    assertThat(parsed(root.resolve("data/log/tidemark.log"))).hasSameSizeAs(told);
  }

  private static List<JsonNode> parsed(Path file) throws IOException {
    List<JsonNode> events = Files.readAllLines(file).stream().map(JsonLogIT::parsed).toList();
    assertThat(events)
        .isNotEmpty()
        .allSatisfy(
            event -> {
              assertThat(event.path("timestamp").asText()).matches("\\d{4}-.*Z");
              assertThat(event.path("level").asText()).matches("[A-Z]+");
              assertThat(event.path("logger").asText()).isNotEmpty();
              assertThat(event.path("message").asText()).isNotEmpty();
              assertThat(event.path("pipeline").asText()).isEqualTo("shop");
            });
    return events;
  }

  private static JsonNode parsed(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      assertThat(json.isObject()).as(line).isTrue();
      return json;
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }
}
