package io.tidemark.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.testing.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A distributed Connect worker in a process of its own, on nothing but Kafka's own jars. */
public final class ConnectWorker implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ChildJvm process;
  private final String address;

  private ConnectWorker(ChildJvm process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * @param folder for its files, of this name
   * @param settings which go over these defaults
   */
  static ConnectWorker start(
      Path folder, String name, String classPath, Map<String, String> settings) {
    try {
      int port = freePort();
      Map<String, String> properties = new TreeMap<>(defaults(port));
      properties.putAll(settings);
      Path file = Files.createDirectories(folder).resolve(name + ".properties");
      Files.writeString(
          file,
          properties.entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining("\n")));
      ChildJvm process =
          ChildJvm.startOther(
              folder.resolve(name + ".log"),
              classPath,
              "org.apache.kafka.connect.cli.ConnectDistributed",
              file.toString());
      return new ConnectWorker(process, "http://127.0.0.1:" + port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> defaults(int port) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("listeners", "http://127.0.0.1:" + port);
    properties.put("exactly.once.source.support", "enabled");
    properties.put("plugin.discovery", "service_load");
    properties.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
    properties.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    for (String kind : List.of("config", "offset", "status")) {
      properties.put(kind + ".storage.replication.factor", "1");
    }
    properties.put("offset.storage.partitions", "1");
    properties.put("status.storage.partitions", "1");
    properties.put("offset.flush.interval.ms", "1000");
    properties.put("scheduled.rebalance.max.delay.ms", "0");
    properties.put("session.timeout.ms", "6000");
    properties.put("heartbeat.interval.ms", "1000");
    return properties;
  }

  /** Of its REST API. */
  public String address() {
    return address;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it takes requests: its REST API answers before it knows of the others. */
  boolean answers() {
    try {
      return get("/health").path("status").asText().equals("healthy");
    } catch (UncheckedIOException | IllegalStateException notYet) {
      return false;
    }
  }

  /** As {@code kill -9}. */
  void kill() {
    process.kill();
  }

  /** SIGSTOP: it does nothing any more, and doesn't know. */
  void pause() {
    process.pause();
  }

  /** SIGCONT. */
  void wake() {
    process.wake();
  }

  public JsonNode get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  public JsonNode post(String path, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public JsonNode put(String path, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  public void delete(String path) {
    send(HttpRequest.newBuilder(uri(path)).DELETE());
  }

  private URI uri(String path) {
    return URI.create(address + path);
  }

  /** The answer; missing when it is empty. */
  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(response.statusCode() + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
