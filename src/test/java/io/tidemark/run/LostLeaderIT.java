package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.local.BrokerCluster;
import io.tidemark.row.problem.UserException;
import io.tidemark.testing.TestKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of three brokers is killed, as by {@code kill -9}, while a transaction is open that has
 * written to a partition that it leads, or that it coordinates. That one is open is made sure of:
 * the process that has begun it stands still meanwhile.
 */
class LostLeaderIT {

  private static final String PROCESS = "one";
  private static final int PARTITIONS = 3;
  private static final int ORDERS_IN_FILE = 500;
  private static final int ENOUGH_TO_HAVE_LATE_ROWS = 6_000;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** So long a transaction is looked at: what was under way when its process stopped is done. */
  private static final Duration STILL = Duration.ofMillis(300);

  @TempDir Path root;

  private final String name = TestKafka.unique("leader");

  @Test
  void aTransactionThatLosesALeaderOrItsCoordinatorLosesAndDoublesNothing() throws Exception {
    try (BrokerCluster brokers =
            BrokerCluster.started(Files.createDirectories(root.resolve("kafka")));
        TestKafka kafka = TestKafka.at(brokers.bootstrapServers())) {
      PipelineFolder pipeline =
          new PipelineFolder(
              root, brokers.bootstrapServers(), SharedOrders.pipeline(name, PARTITIONS));
      SharedOrders orders = new SharedOrders(pipeline, ORDERS_IN_FILE);
      SharedTables tables = new SharedTables(name, pipeline, orders);
      try (Crew crew = new Crew(pipeline)) {
        // Given
        crew.start(PROCESS);
        orders.add(ENOUGH_TO_HAVE_LATE_ROWS);
        Held held = new Held(crew, orders, kafka);

        // When the leader of a partition of rows is killed
        Map<TopicPartition, Integer> leaders = leaders(brokers);
        OpenTransaction ofRows =
            held.open(
                open ->
                    open.id().startsWith(name + ".topology-") && led(open, leaders).isPresent());
        TopicPartition rows = led(ofRows, leaders).orElseThrow();
        brokers.kill(leaders.get(rows));
        assertThat(ofRows.isOpen(kafka.admin())).isTrue();
        crew.wake(PROCESS);

        // Then
        awaitLines(tables, crew);
        assertThat(brokers.leader(rows.topic(), rows.partition())).isNotEqualTo(leaders.get(rows));
        brokers.start(leaders.get(rows));
        await().atMost(PATIENCE).until(brokers::isInSync);

        // When the coordinator of a source's transaction is killed
        OpenTransaction ofSource = held.open(open -> open.id().equals(name + ".orders"));
        brokers.kill(ofSource.coordinator());
        crew.wake(PROCESS);

        // Then
        awaitLines(tables, crew);
        brokers.start(ofSource.coordinator());
        crew.stop();
        pipeline.run("available_now");
        tables.check(kafka);
      }
    }
  }

  private Map<TopicPartition, Integer> leaders(BrokerCluster brokers) throws Exception {
    Map<TopicPartition, Integer> leaders = new HashMap<>();
    for (int i = 0; i < PARTITIONS; i++) {
      TopicPartition rows = new TopicPartition(name + ".lines.rows", i);
      leaders.put(rows, brokers.leader(rows.topic(), rows.partition()));
    }
    return leaders;
  }

  /** One that is written to, and led by another node than the one that knows the transaction. */
  private static Optional<TopicPartition> led(
      OpenTransaction open, Map<TopicPartition, Integer> leaders) {
    return open.partitions().stream()
        .filter(p -> leaders.containsKey(p) && leaders.get(p) != open.coordinator())
        .findFirst();
  }

  private static void awaitLines(SharedTables tables, Crew crew) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsInstanceOf(UserException.class) // until the table is there
        .until(
            () -> {
              crew.requireAlive(PROCESS);
              return tables.hasAllLines();
            });
  }

  /** Stops the process where it has a transaction open. */
  private record Held(Crew crew, SharedOrders orders, TestKafka kafka) {

    /** Such a one; the process stands still. Between two attempts it gets something to do. */
    OpenTransaction open(Predicate<OpenTransaction> isMeant) {
      AtomicReference<OpenTransaction> open = new AtomicReference<>();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                orders.add(ORDERS_IN_FILE);
                await().atMost(PATIENCE).until(() -> find(any -> true).isPresent());
                crew.pause(PROCESS);
                find(isMeant).filter(this::stays).ifPresent(open::set);
                if (open.get() == null) {
                  crew.wake(PROCESS);
                }
                return open.get() != null;
              });
      return open.get();
    }

    private Optional<OpenTransaction> find(Predicate<OpenTransaction> isMeant)
        throws ExecutionException, InterruptedException {
      return OpenTransaction.find(kafka.admin()).stream().filter(isMeant).findFirst();
    }

    private boolean stays(OpenTransaction open) {
      long end = System.nanoTime() + STILL.toNanos();
      while (System.nanoTime() < end) {
        if (!open.isOpen(kafka.admin())) {
          return false;
        }
      }
      return true;
    }
  }
}
