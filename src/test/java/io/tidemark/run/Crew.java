package io.tidemark.run;

import static org.awaitility.Awaitility.await;

import io.tidemark.testing.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Processes that run one pipeline together, on a Kafka that none of them is. */
final class Crew implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(3);

  private final PipelineFolder pipeline;
  private final List<String> options;
  private final Map<String, ChildJvm> members = new HashMap<>();
  private int starts;

  /**
   * @param options JVM options of each member
   */
  Crew(PipelineFolder pipeline, String... options) {
    this.pipeline = pipeline;
    this.options = List.of(options);
  }

  /** Starts members at the same time, and returns when all have been admitted. */
  void start(String... names) {
    List<Path> ready = new ArrayList<>();
    Arrays.stream(names).forEach(name -> ready.add(begin(name)));
    await()
        .atMost(START)
        .until(
            () -> {
              Arrays.stream(names).forEach(this::requireAlive);
              return ready.stream().allMatch(Files::exists);
            });
  }

  /** Starts a member; the file is there when it has been admitted. */
  Path begin(String name, String... more) {
    Path ready = pipeline.folder("ready-%s-%d".formatted(name, starts++));
    List<String> jvm = new ArrayList<>(options);
    jvm.addAll(List.of(more));
    ChildJvm process =
        ChildJvm.start(
            log(name),
            jvm,
            RunProcess.class,
            pipeline.file().toString(),
            pipeline.data().toString(),
            "default",
            ready.toString(),
            pipeline.bootstrapServers());
    members.put(name, process);
    return ready;
  }

  /** The same, and it tells how it does: {@link #page}. */
  Path beginMonitored(String name, String... options) {
    Path url = url(name);
    try {
      Files.deleteIfExists(url); // of the process before
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Dmonitor=" + url);
    return begin(name, all.toArray(String[]::new));
  }

  /** What a monitored member answers; nothing before it does. */
  String page(String name, String path) {
    try {
      return HttpStatus.get(Files.readString(url(name)) + path).body();
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }

  private Path url(String name) {
    return pipeline.folder(name + ".url");
  }

  Path log(String name) {
    return pipeline.folder(name + ".log");
  }

  String logged(String name) {
    try {
      return Files.readString(log(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void kill(String name) {
    member(name).kill();
  }

  /** SIGSTOP: it does nothing any more, and doesn't know. */
  void pause(String name) {
    member(name).pause();
  }

  /** SIGCONT. */
  void wake(String name) {
    member(name).wake();
  }

  /** SIGTERM to all, at once. */
  void stop() {
    members.values().forEach(ChildJvm::terminate);
    members.values().forEach(ChildJvm::awaitExit);
  }

  /** SIGTERM; it ends by itself. */
  void terminate(String name) {
    member(name).terminate();
  }

  /** What the living members have taken together. */
  Duration cpu() {
    return members.values().stream().map(ChildJvm::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  boolean isAlive(String name) {
    return member(name).isAlive();
  }

  void requireAlive(String name) {
    if (!isAlive(name)) {
      throw new IllegalStateException(name + " has ended: " + logged(name));
    }
  }

  private ChildJvm member(String name) {
    return members.get(name);
  }

  @Override
  public void close() {
    members.values().forEach(ChildJvm::close);
  }
}
