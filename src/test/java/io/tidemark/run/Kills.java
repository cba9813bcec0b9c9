package io.tidemark.run;

import static org.awaitility.Awaitility.await;

import io.tidemark.local.BrokerCluster;
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
 * Kills processes and brokers by chance, and starts them again a while later: a process within
 * twice the time after which it is given up, a broker within some seconds. One broker at a time,
 * and only when the others have all that there is, which is what three of them are said to bear; of
 * processes, all may be dead at once.
 */
final class Kills implements AutoCloseable {

  private static final List<String> PROCESSES = List.of("one", "two", "three");

  private static final int MOST_SECONDS_BETWEEN = 8;
  private static final int MOST_SECONDS_DEAD = 16;
  private static final int MOST_SECONDS_WITHOUT_BROKER = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Crew crew;
  private final BrokerCluster brokers;
  private final Random random;
  private final long began = System.nanoTime();
  private final List<String> told = new ArrayList<>();

  /** When what was killed is started again, by what it is. */
  private final Map<String, Long> due = new HashMap<>();

  private final Map<String, Integer> nodes = new HashMap<>();

  private int kills;

  Kills(Crew crew, BrokerCluster brokers, Random random) {
    this.crew = crew;
    this.brokers = brokers;
    this.random = random;
    BrokerCluster.NODES.forEach(node -> nodes.put("broker " + node, node));
  }

  /** All begin, and are admitted. */
  void begin() {
    crew.start(PROCESSES.toArray(String[]::new));
    record("three processes and three brokers are there");
  }

  /** One after some seconds. Processes and brokers take turns, by chance, but the first two. */
  void killOne() {
    rest(Duration.ofMillis(random.nextLong(1000, 1000L * MOST_SECONDS_BETWEEN)));
    boolean ofBrokers = kills < 2 ? kills % 2 == 1 : random.nextBoolean();
    kills++;
    if (ofBrokers) {
      killBroker();
    } else {
      killProcess();
    }
  }

  private void killBroker() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              restartDue();
              return nodes.values().stream().allMatch(brokers::isAlive) && brokers.isInSync();
            });
    int node = random.nextInt(1, nodes.size() + 1);
    brokers.kill(node);
    dead("broker " + node, random.nextLong(0, 1000L * MOST_SECONDS_WITHOUT_BROKER));
  }

  private void killProcess() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              restartDue();
              return !alive().isEmpty();
            });
    List<String> alive = alive();
    String victim = alive.get(random.nextInt(alive.size()));
    crew.kill(victim);
    dead(victim, random.nextLong(0, 1000L * MOST_SECONDS_DEAD));
  }

  private void dead(String victim, long millis) {
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
    alive().forEach(crew::requireAlive);
    nodes.forEach(
        (name, node) -> {
          if (!due.containsKey(name) && !brokers.isAlive(node)) {
            throw new IllegalStateException(name + " has ended: see " + brokers.log(node));
          }
        });
  }

  private List<String> alive() {
    return PROCESSES.stream().filter(name -> !due.containsKey(name)).toList();
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
    for (Map.Entry<String, Long> dead : List.copyOf(due.entrySet())) {
      if (System.nanoTime() >= dead.getValue()) {
        due.remove(dead.getKey());
        if (nodes.containsKey(dead.getKey())) {
          brokers.start(nodes.get(dead.getKey()));
        } else {
          crew.begin(dead.getKey());
        }
        record("started " + dead.getKey());
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
