package io.tidemark.run;

import io.tidemark.connect.ConnectWorkers;
import io.tidemark.local.BrokerCluster;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Processes of one kind, by name, that are killed and started again a while later. */
interface Victims {

  List<String> names();

  /** All begin, and take part. */
  void begin();

  /** As {@code kill -9}. */
  void kill(String name);

  void start(String name);

  /** Whether one more may go. */
  boolean bearOneMore(Set<String> dead);

  /** How long one is dead. */
  Duration atMostDead();

  /**
   * @throws IllegalStateException if it has ended by itself; with what it told, or where
   */
  void requireAlive(String name);

  /** Members of a crew, of which all may be dead at once, for twice what they are waited for. */
  record Members(Crew crew, List<String> names) implements Victims {

    @Override
    public void begin() {
      crew.start(names.toArray(String[]::new));
    }

    @Override
    public void kill(String name) {
      crew.kill(name);
    }

    @Override
    public void start(String name) {
      crew.begin(name);
    }

    @Override
    public boolean bearOneMore(Set<String> dead) {
      return !dead.containsAll(names);
    }

    @Override
    public Duration atMostDead() {
      return Duration.ofSeconds(16);
    }

    @Override
    public void requireAlive(String name) {
      crew.requireAlive(name);
    }
  }

  /**
   * Brokers that are there already: one at a time, and only when the others have all that there is,
   * which is what three of them are said to bear.
   */
  record Brokers(BrokerCluster brokers) implements Victims {

    private static final String NAME = "broker ";

    @Override
    public List<String> names() {
      return BrokerCluster.NODES.stream().sorted().map(node -> NAME + node).toList();
    }

    @Override
    public void begin() {}

    @Override
    public void kill(String name) {
      brokers.kill(node(name));
    }

    @Override
    public void start(String name) {
      brokers.start(node(name));
    }

    @Override
    public boolean bearOneMore(Set<String> dead) {
      return names().stream().noneMatch(dead::contains) && brokers.isInSync();
    }

    @Override
    public Duration atMostDead() {
      return Duration.ofSeconds(6);
    }

    @Override
    public void requireAlive(String name) {
      if (!brokers.isAlive(node(name))) {
        throw new IllegalStateException(name + " has ended: see " + brokers.log(node(name)));
      }
    }

    private static int node(String name) {
      return Integer.parseInt(name.substring(NAME.length()));
    }
  }

  /**
   * Workers of a Connect cluster, of which one goes on; dead for twice what they are waited for.
   */
  record Workers(ConnectWorkers workers, List<String> names) implements Victims {

    @Override
    public void begin() {
      workers.start(names.toArray(String[]::new));
    }

    @Override
    public void kill(String name) {
      workers.kill(name);
    }

    @Override
    public void start(String name) {
      workers.begin(name);
    }

    @Override
    public boolean bearOneMore(Set<String> dead) {
      return names.stream().filter(name -> !dead.contains(name)).count() > 1;
    }

    @Override
    public Duration atMostDead() {
      return Duration.ofSeconds(12);
    }

    @Override
    public void requireAlive(String name) {
      workers.requireAlive(name);
    }
  }
}
