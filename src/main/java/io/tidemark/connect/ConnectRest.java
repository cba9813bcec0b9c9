package io.tidemark.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.run.ConnectorConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The REST API of a Connect cluster's worker. */
final class ConnectRest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** A worker validates within 90 seconds, as it says itself. */
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final int FAILED = 500;

  /** As Connect says when it could not write to its topic of configurations. */
  private static final String FOR_NOW = "can be safely retried";

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
  private final String url;
  private final Patience patience;

  /**
   * How long the worker may be busy: while the workers find each other, it refuses.
   *
   * @param attempts at most
   */
  record Patience(int attempts, Duration pause) {}

  /**
   * @param url {@code http://host:8083}
   */
  ConnectRest(String url, Patience patience) {
    this.url = url.replaceAll("/+$", "");
    this.patience = patience;
  }

  /** All that the worker finds wrong with a connector's configuration; changes nothing. */
  List<Problem> validate(ConnectorConfig connector) throws InterruptedException {
    String type = String.valueOf(connector.properties().get("connector.class"));
    String path = "/connector-plugins/%s/config/validate".formatted(type);
    HttpResponse<String> response = put(path, connector);
    if (response.statusCode() >= 300) {
      throw refused(connector, response);
    }
    List<Problem> problems = new ArrayList<>();
    for (JsonNode config : json(response).path("configs")) {
      JsonNode value = config.path("value");
      for (JsonNode error : value.path("errors")) {
        problems.add(
            new Problem(
                "connector %s: %s".formatted(connector.name(), value.path("name").asText()),
                error.asText()));
      }
    }
    return problems;
  }

  /** Makes the connector, or changes it. */
  void submit(ConnectorConfig connector) throws InterruptedException {
    String name = URLEncoder.encode(connector.name(), StandardCharsets.UTF_8).replace("+", "%20");
    HttpResponse<String> response = put("/connectors/%s/config".formatted(name), connector);
    if (response.statusCode() >= 300) {
      throw refused(connector, response);
    }
    json(response);
  }

  private HttpResponse<String> put(String path, ConnectorConfig connector)
      throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      HttpResponse<String> response = send(path, connector);
      if (!isForNow(response) || attempt == patience.attempts()) {
        return response;
      }
      Thread.sleep(patience.pause().toMillis());
    }
  }

  private static boolean isForNow(HttpResponse<String> response) {
    return response.statusCode() == CONFLICT
        || (response.statusCode() == FAILED && message(response).contains(FOR_NOW));
  }

  private HttpResponse<String> send(String path, ConnectorConfig connector)
      throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + path))
              .timeout(TIMEOUT)
              .header("Content-Type", "application/json")
              .PUT(
                  BodyPublishers.ofString(
                      JSON.writeValueAsString(new TreeMap<>(connector.properties()))))
              .build();
      return http.send(request, BodyHandlers.ofString());
    } catch (IllegalArgumentException e) {
      throw new UserException(
          new Problem("--submit " + url, "is no address of HTTP", "write http://HOST:8083"), e);
    } catch (IOException e) {
      throw new UserException(
          new Problem(
              "Kafka Connect at " + url,
              "can't be reached (%s)".formatted(told(e)),
              "check the address, and that a worker's REST API listens there; nothing was changed"
                  + " by this request"),
          e);
    }
  }

  private UserException refused(ConnectorConfig connector, HttpResponse<String> response) {
    String message = message(response);
    return new UserException(
        new Problem(
            "Kafka Connect at " + url,
            "refused connector %s (%d: %s)"
                .formatted(connector.name(), response.statusCode(), message),
            remedy(response, message)));
  }

  private static String remedy(HttpResponse<String> response, String message) {
    if (response.statusCode() == NOT_FOUND || message.contains("Failed to find any")) {
      return "unzip Tidemark's connectors into plugin.path of every worker, and start it again";
    } else if (response.statusCode() == CONFLICT) {
      return "the workers find each other just now: try again in a moment";
    }
    return isForNow(response) ? "submit again in a moment" : "mend what it says, and submit again";
  }

  /** Connect's own message, if it is one. */
  private static String message(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body()).path("message").asText("no message");
    } catch (JsonProcessingException e) {
      return "no message";
    }
  }

  private JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new UserException(
          new Problem(
              url,
              "what answers there is not Kafka Connect",
              "name the REST API of a Connect worker"),
          e);
    }
  }

  private static String told(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
