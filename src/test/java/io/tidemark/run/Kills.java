package io.tidemark.run;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Kills by chance, and starts again a while later what was killed; of each kind no more at once
 * than it bears.
 */
final class Kills implements AutoCloseable {

  private static final int MOST_SECONDS_BETWEEN = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Random random;
  private final List<Victims> kinds;
  private final long began = System.nanoTime();
  private final List<String> told = new ArrayList<>();

  /** When what was killed is started again, by what it is. */
  private final Map<String, Long> due = new HashMap<>();

  private int kills;

  Kills(Random random, Victims... kinds) {
    this.random = random;
    this.kinds = List.of(kinds);
  }

  /** All begin, and take part. */
  void begin() {
    kinds.forEach(Victims::begin);
    record("all are there: " + kinds.stream().flatMap(kind -> kind.names().stream()).toList());
  }

  /** One after some seconds. The kinds take turns, first as they were given, then by chance. */
  void killOne() {
    rest(Duration.ofMillis(random.nextLong(1000, 1000L * MOST_SECONDS_BETWEEN)));
    Victims kind = kinds.get(kills < kinds.size() ? kills : random.nextInt(kinds.size()));
    kills++;
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              restartDue();
              return kind.bearOneMore(due.keySet());
            });
    List<String> alive = alive(kind);
    String victim = alive.get(random.nextInt(alive.size()));
    kind.kill(victim);
    long millis = random.nextLong(0, kind.atMostDead().toMillis());
    record("killed %s, for %d ms".formatted(victim, millis));
    due.put(victim, System.nanoTime() + Duration.ofMillis(millis).toNanos());
  }

  /** Those that are dead, once their time has come. */
  void restartAll() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              restartDue();
              return due.isEmpty();
            });
  }

  /** Nobody ends but who is killed. */
  void requireAlive() {
    kinds.forEach(kind -> alive(kind).forEach(kind::requireAlive));
  }

  private List<String> alive(Victims kind) {
    return kind.names().stream().filter(name -> !due.containsKey(name)).toList();
  }

  private void rest(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              restartDue();
              return System.nanoTime() >= end;
            });
  }

  private void restartDue() {
    requireAlive();
    for (Victims kind : kinds) {
      for (String name : kind.names()) {
        if (due.containsKey(name) && System.nanoTime() >= due.get(name)) {
          due.remove(name);
          kind.start(name);
          record("started " + name);
        }
      }
    }
  }

  void record(String what) {
    told.add(
        "%6.1f s  %s"
            .formatted(Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3, what));
  }

  void write(Path file, String title) {
    try {
      List<String> lines = new ArrayList<>(List.of(title));
      lines.addAll(told);
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was done, for whoever reads why it failed. */
  @Override
  public void close() {
    told.forEach(System.out::println);
  }
}
