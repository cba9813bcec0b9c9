package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.monitor.Monitor;
import io.tidemark.monitor.MonitorAddress;
import io.tidemark.row.problem.UserException;
import io.tidemark.testing.TestKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others learn of a run over HTTP. */
class MonitorIT {

  private static final String SHOP =
      """
      name: NAME
      sources:
        orders:
          topic: NAME.orders
          schema: "id STRING, at STRING"
          partitions: 1
          files: {path: DIR/in, multiline: false, settle: 1 milliseconds}
          bad_records: fail_fast
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

  private static final Pattern EXPOSED = Pattern.compile("(?m)^(tidemark_\\w+)");
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(tidemark_\\w+)`");

  @TempDir Path root;

  private final String name = TestKafka.unique("monitored");
  private final Monitor monitor =
      Monitor.open(name, new MonitorAddress(MonitorAddress.LOOPBACK, 0));

  private TestKafka kafka;
  private PipelineFolder pipeline;

  @BeforeEach
  void writePipeline() {
    kafka = TestKafka.shared();
    KafkaAccess access = new KafkaAccess.Operated(kafka.bootstrapServers(), Map.of());
    pipeline = new PipelineFolder(root, access, SHOP.replace("NAME", name));
  }

  @AfterEach
  void disconnect() {
    monitor.close();
    kafka.close();
  }

  @Test
  void exposesWhatTheReferenceNamesAndNothingElseAndAllThatTheDashboardAsksFor()
      throws IOException {
    try (BackgroundRun run = BackgroundRun.of(pipeline.start("default", listener()))) {
      // Given
      pipeline.add("1.json", order("a", 1), order("b", 3), order("a", 5));
      awaitHealthy();

      // When
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(page("metrics"))
                      .contains(
                          metric("table_rows_total", "kind=\"table\"", "table=\"lines\"", "3.0"),
                          metric("table_rows_total", "kind=\"table\"", "table=\"per_hour\"", "2.0"),
                          "tidemark_healthy{pipeline=\"%s\"} 1.0".formatted(name)));

      // Then
      String page = page("metrics");
      assertThat(page)
          .contains(
              "tidemark_source_records_total{pipeline=\"%s\",source=\"orders\"} 3.0"
                  .formatted(name),
              "tidemark_source_files_total{pipeline=\"%s\",source=\"orders\"} 1.0".formatted(name),
              metric(
                  "table_watermark_timestamp_seconds", "kind=\"table\"", "table=\"per_hour\"", ""),
              metric("table_commit_failures_total", "kind=\"table\"", "table=\"lines\"", "0.0"));
      assertThat(names(EXPOSED, page))
          .isEqualTo(names(DOCUMENTED, Files.readString(Path.of("docs/metrics.md"))));
      assertThat(queried())
          .hasSizeGreaterThan(20)
          .isSubsetOf(names(Pattern.compile("(?m)^(\\w+)"), page));
      assertThat(run.isRunning()).isTrue();
    }
  }

  @Test
  void tellsHowTheRunDoesFromItsStartOn() throws IOException {
    // Given
    assertThat(get("health").statusCode()).isEqualTo(503);
    assertThat(json("health").path("status").asText()).isEqualTo("starting");

    // When
    try (BackgroundRun run = BackgroundRun.of(pipeline.start("default", listener()))) {
      awaitHealthy();
      pipeline.add("1.json", order("a", 1));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(json("health").at("/tables/0/rows").asInt()).isEqualTo(1));

      // Then
      JsonNode health = json("health");
      assertThat(health.path("status").asText()).isEqualTo("healthy");
      assertThat(health.path("pipeline").asText()).isEqualTo(name);
      assertThat(health.path("reasons")).isEmpty();
      assertThat(health.at("/tables/0/table").asText()).isEqualTo("lines");
      assertThat(health.at("/sources/0/records").asInt()).isEqualTo(1);
      assertThat(get("").body()).contains("<h1>" + name + ": healthy</h1>", "per_hour");
      assertThat(run.isRunning()).isTrue();
    }
  }

  @Test
  void isUnhealthyWhenAPartHasFailedAndSaysWhich() throws IOException {
    try (BackgroundRun run = BackgroundRun.of(pipeline.start("default", listener()))) {
      // Given
      awaitHealthy();

      // When
      pipeline.add("1.json", "{\"id\": ");

      // Then
      assertThatThrownBy(run::await).isInstanceOf(UserException.class);
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(get("health").statusCode()).isEqualTo(503));
      JsonNode reason = json("health").at("/reasons/0");
      assertThat(reason.path("what").asText()).startsWith("has failed: ");
      assertThat(reason.path("part").asText()).isIn("source orders", "topology");
      assertThat(reason.path("since").asText()).isNotEmpty();
    }
  }

  @Test
  void answersNothingButWhatItHas() {
    assertThat(get("else").statusCode()).isEqualTo(404);
    assertThat(
            HttpStatus.send(
                    HttpRequest.newBuilder(URI.create(monitor.url() + "health")).DELETE().build())
                .statusCode())
        .isEqualTo(405);
  }

  @Test
  void saysThatAnAddressIsTaken() {
    int port = URI.create(monitor.url()).getPort();

    assertThatThrownBy(() -> Monitor.open(name, new MonitorAddress(MonitorAddress.LOOPBACK, port)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("127.0.0.1:" + port + ": metrics and health can't be served there")
        .hasMessageContaining("--metrics-port");
  }

  private RunListener listener() {
    return new SilentListener().and(monitor);
  }

  private void awaitHealthy() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(get("health").statusCode()).isEqualTo(200));
  }

  private String metric(String metric, String kind, String table, String value) {
    return "tidemark_%s{%s,pipeline=\"%s\",%s} %s".formatted(metric, kind, name, table, value);
  }

  /** The metrics that the dashboard's queries name. */
  private static Set<String> queried() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(Path.of("docs/grafana/tidemark.json").toFile());
    String queries = String.join("\n", dashboard.findValuesAsText("expr"));
    assertThat(queries.lines()).hasSizeGreaterThan(20);
    return names(Pattern.compile("(\\w+)\\{pipeline"), queries);
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(match.groupCount()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(page(path));
  }

  private String page(String path) {
    return get(path).body();
  }

  private HttpResponse<String> get(String path) {
    return HttpStatus.get(monitor.url() + path);
  }

  private static String order(String id, int hour) {
    return "{\"id\": \"%s\", \"at\": \"2025-06-20T%02d:30:00Z\"}".formatted(id, hour);
  }
}
