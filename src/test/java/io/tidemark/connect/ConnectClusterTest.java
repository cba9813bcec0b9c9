package io.tidemark.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.row.problem.UserException;
import io.tidemark.run.ConnectorConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a worker's REST API may answer. */
class ConnectClusterTest {

  private static final String VALID = "{\"configs\": []}";
  private static final ConnectorConfig SOURCE =
      new ConnectorConfig("shop.orders", Map.of("connector.class", "a.Source", "path", "/in"));
  private static final ConnectorConfig SINK =
      new ConnectorConfig("shop.lines", Map.of("connector.class", "a.Sink"));

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private HttpServer worker;

  private record Answer(int status, String body) {}

  @BeforeEach
  void startWorker() throws IOException {
    worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    worker.createContext("/", this::answer);
    worker.start();
  }

  @AfterEach
  void stopWorker() {
    worker.stop(0);
  }

  @Test
  void validatesAllBeforeItMakesTheFirst() throws InterruptedException {
    // Given
    answer(200, VALID);
    answer(200, VALID);
    answer(201, "{}");
    answer(200, "{}");

    // When
    cluster().submit(List.of(SINK, SOURCE));

    // Then
    assertThat(requests)
        .containsExactly(
            "PUT /connector-plugins/a.Sink/config/validate {\"connector.class\":\"a.Sink\"}",
            "PUT /connector-plugins/a.Source/config/validate"
                + " {\"connector.class\":\"a.Source\",\"path\":\"/in\"}",
            "PUT /connectors/shop.lines/config {\"connector.class\":\"a.Sink\"}",
            "PUT /connectors/shop.orders/config"
                + " {\"connector.class\":\"a.Source\",\"path\":\"/in\"}");
  }

  @Test
  void tellsAllThatIsInvalidAndMakesNone() {
    // Given
    answer(200, invalid("table.path", "is missing", "is no path"));
    answer(200, invalid("exactly.once.support", "this worker has it not enabled"));

    // Then
    assertThatThrownBy(() -> cluster().submit(List.of(SINK, SOURCE)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            connector shop.lines: table.path: is missing
            connector shop.lines: table.path: is no path
            connector shop.orders: exactly.once.support: this worker has it not enabled""");
    assertThat(requests).hasSize(2);
  }

  @Test
  void waitsWhileTheWorkersFindEachOther() throws InterruptedException {
    // Given
    answer(200, VALID);
    answer(409, "{\"error_code\": 409, \"message\": \"rebalance\"}");
    answer(201, "{}");

    // When
    cluster().submit(List.of(SINK));

    // Then
    assertThat(requests).hasSize(3);
  }

  @Test
  void triesAgainWhatFailedForNow() throws InterruptedException {
    // Given
    answer(200, VALID);
    answer(500, "{\"error_code\": 500, \"message\": \"It failed, and can be safely retried.\"}");
    answer(201, "{}");

    // When
    cluster().submit(List.of(SINK));

    // Then
    assertThat(requests).hasSize(3);
  }

  @Test
  void triesNothingAgainThatFailedForGood() {
    // Given
    answer(200, VALID);
    answer(500, "{\"error_code\": 500, \"message\": \"It failed.\"}");

    // Then
    assertThatThrownBy(() -> cluster().submit(List.of(SINK)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("refused connector shop.lines (500: It failed.); mend what it says");
  }

  @Test
  void givesUpOnWorkersThatNeverFindEachOther() {
    // Given
    answer(200, VALID);
    answer(409, "{\"error_code\": 409, \"message\": \"rebalance\"}");
    answer(409, "{\"error_code\": 409, \"message\": \"rebalance\"}");

    // Then
    assertThatThrownBy(() -> cluster().submit(List.of(SINK)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Kafka Connect at %s: refused connector shop.lines (409: rebalance); the workers find"
                    .formatted(url())
                + " each other just now: try again in a moment");
  }

  @Test
  void saysThatThePluginsAreNotInstalled() {
    // Given
    answer(404, "{\"error_code\": 404, \"message\": \"Failed to find any class a.Sink\"}");

    // Then
    assertThatThrownBy(() -> cluster().submit(List.of(SINK)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("refused connector shop.lines (404: Failed to find any class a.Sink)")
        .hasMessageContaining("unzip Tidemark's connectors into plugin.path of every worker");
  }

  @Test
  void saysThatNobodyAnswers() {
    // Given
    String url = url();
    worker.stop(0);

    // Then
    assertThatThrownBy(() -> cluster(url).submit(List.of(SINK)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Kafka Connect at " + url + ": can't be reached (ConnectException)")
        .hasMessageContaining("check the address, and that a worker's REST API listens there");
  }

  @Test
  void saysThatSomethingElseAnswers() {
    // Given
    answer(200, "<html>");

    // Then
    assertThatThrownBy(() -> cluster().submit(List.of(SINK)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("what answers there is not Kafka Connect");
  }

  @Test
  void saysThatAnAddressIsNone() {
    assertThatThrownBy(() -> cluster("connect:8083").submit(List.of(SINK)))
        .isInstanceOf(UserException.class)
        .hasMessage("--submit connect:8083: is no address of HTTP; write http://HOST:8083");
  }

  private ConnectCluster cluster() {
    return cluster(url());
  }

  private static ConnectCluster cluster(String url) {
    return new ConnectCluster(
        new ConnectRest(url, new ConnectRest.Patience(2, Duration.ofMillis(1))));
  }

  private String url() {
    return "http://127.0.0.1:" + worker.getAddress().getPort();
  }

  private void answer(int status, String body) {
    answers.add(new Answer(status, body));
  }

  private static String invalid(String key, String... errors) {
    return "{\"configs\": [{\"value\": {\"name\": \"%s\", \"errors\": [\"%s\"]}}]}"
        .formatted(key, String.join("\",\"", errors));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
    Answer answer = answers.remove();
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
