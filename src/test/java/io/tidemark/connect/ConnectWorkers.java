package io.tidemark.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.testing.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Connect cluster: workers by name, with our plugins from their zips. */
public final class ConnectWorkers implements AutoCloseable {

  /** Where the modules of the plugins lie. */
  static final Path CONNECTORS = Path.of("").toAbsolutePath().getParent().resolve("connectors");

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path folder;
  private final String bootstrapServers;
  private final Map<String, String> settings;
  private final Map<String, ConnectWorker> workers = new HashMap<>();

  /**
   * @param folder for their files
   * @param name of the cluster, with which the names of its topics begin; not a pipeline's
   */
  public ConnectWorkers(Path folder, String name, String bootstrapServers) throws IOException {
    this.folder = folder;
    this.bootstrapServers = bootstrapServers;
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    PluginPath.unzipInto(plugins, CONNECTORS);
    this.settings =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "group.id", name + ".connect",
            "config.storage.topic", name + ".configs",
            "offset.storage.topic", name + ".offsets",
            "status.storage.topic", name + ".status",
            "plugin.path", plugins.toString());
  }

  /** Starts workers at the same time, and returns when all answer. */
  public void start(String... names) {
    List.of(names).forEach(this::begin);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              List.of(names).forEach(this::requireAlive);
              return List.of(names).stream().allMatch(name -> get(name).answers());
            });
  }

  /** Starts a worker, the first time or again. */
  public void begin(String name) {
    workers.put(
        name,
        ConnectWorker.start(
            folder, name, CONNECTORS.resolve("worker/target/lib") + "/*", settings));
  }

  public ConnectWorker get(String name) {
    return workers.get(name);
  }

  /** As {@code kill -9}. */
  public void kill(String name) {
    get(name).kill();
  }

  public void requireAlive(String name) {
    if (!get(name).isAlive()) {
      throw new IllegalStateException(name + " has ended: see " + log(name));
    }
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /**
   * Gives a pipeline's connectors to the cluster, by {@code tidemark connectors --submit}.
   *
   * @param worker that is asked
   * @param data the data folder of a process that has ended
   */
  public void submit(String worker, Path pipeline, Path data) {
    Path log = log("submit");
    try (ChildJvm command =
        ChildJvm.start(
            log,
            List.of(),
            Class.forName("io.tidemark.cli.Tidemark"),
            "connectors",
            pipeline.toString(),
            "--submit=" + get(worker).address(),
            "--data=" + data,
            "--bootstrap-server=" + bootstrapServers)) {
      int status = command.awaitExit();
      assertThat(status).as(Files.readString(log)).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives a connector so many tasks at most; waits while the workers have other things to do. */
  public void scale(String connector, int tasks) {
    String path = "/connectors/" + connector + "/config";
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .until(
            () -> {
              ConnectWorker worker = answering();
              ObjectNode config = (ObjectNode) worker.get(path);
              config.put("tasks.max", Integer.toString(tasks));
              return worker.put(path, config.toString()).has("name");
            });
  }

  private ConnectWorker answering() {
    return workers.values().stream()
        .filter(worker -> worker.isAlive() && worker.answers())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no worker answers"));
  }

  /** Of all connectors and tasks that a worker knows of, what they are and where they don't run. */
  public List<String> notRunning(String worker) {
    return notRunning(get(worker));
  }

  /** The same, of any worker that answers. */
  List<String> notRunning() {
    return notRunning(answering());
  }

  private static List<String> notRunning(ConnectWorker worker) {
    return parts(worker).stream()
        .filter(part -> !part.state().equals("RUNNING"))
        .map(Part::toString)
        .toList();
  }

  /**
   * Starts again what has failed, as whoever looks after a cluster must: Connect itself does not.
   *
   * @return what that was, and why it had failed
   */
  public List<String> restartFailed() {
    ConnectWorker worker = answering();
    List<Part> failed =
        parts(worker).stream().filter(part -> part.state().equals("FAILED")).toList();
    failed.stream()
        .map(Part::connector)
        .distinct()
        .map(name -> "/connectors/%s/restart?includeTasks=true&onlyFailed=true".formatted(name))
        .forEach(path -> worker.post(path, ""));
    return failed.stream().map(Part::toString).toList();
  }

  /**
   * A connector, or one of its tasks.
   *
   * @param trace of what has failed; else empty
   */
  private record Part(String connector, String name, String state, String trace) {

    @Override
    public String toString() {
      return "%s is %s %s".formatted(name, state, trace);
    }
  }

  private static List<Part> parts(ConnectWorker worker) {
    List<Part> parts = new ArrayList<>();
    for (JsonNode connector : worker.get("/connectors?expand=status")) {
      JsonNode status = connector.get("status");
      String name = status.get("name").asText();
      parts.add(part(name, name, status.get("connector")));
      for (JsonNode task : status.get("tasks")) {
        parts.add(part(name, name + " " + task.get("id"), task));
      }
    }
    return parts;
  }

  private static Part part(String connector, String name, JsonNode status) {
    return new Part(connector, name, status.get("state").asText(), status.path("trace").asText());
  }

  /**
   * The name of the worker that has a task.
   *
   * @param worker that is asked
   */
  public String workerOf(String worker, String connector, int task) {
    String address =
        get(worker)
            .get("/connectors/%s/tasks/%d/status".formatted(connector, task))
            .get("worker_id")
            .asText();
    return workers.entrySet().stream()
        .filter(e -> e.getValue().address().endsWith("/" + address))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** Takes all connectors out of the cluster; waits while the workers have other things to do. */
  public void deleteConnectors() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .until(
            () -> {
              ConnectWorker worker = answering();
              worker.get("/connectors").forEach(c -> worker.delete("/connectors/" + c.asText()));
              return worker.get("/connectors").isEmpty();
            });
  }

  @Override
  public void close() {
    workers.values().forEach(ConnectWorker::close);
  }
}
