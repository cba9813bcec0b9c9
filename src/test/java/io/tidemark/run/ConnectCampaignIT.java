package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.connect.ConnectWorkers;
import io.tidemark.local.BrokerCluster;
import io.tidemark.row.problem.UserException;
import io.tidemark.testing.TestKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pipeline's sources and tables in a Connect cluster of three workers, its topology in two
 * processes, which write the targets that no connector writes, all on three brokers. A worker, a
 * process or a broker is killed, as by {@code kill -9}, every few seconds, and started again. The
 * sizes in {@code docs/proofs.md} are run by hand: {@code -Dcampaign.orders=1000000
 * -Dcampaign.kills=20}, and {@code -Dcampaign.seed} for the same kills again.
 */
class ConnectCampaignIT {

  private static final int ORDERS = Integer.getInteger("campaign.orders", 10_000);
  private static final int KILLS = Integer.getInteger("campaign.kills", 3);
  private static final long SEED = Long.getLong("campaign.seed", new Random().nextLong(10_000));
  private static final int ORDERS_IN_FILE = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(4).plusMillis(ORDERS);

  @TempDir Path root;

  private String name;
  private PipelineFolder pipeline;
  private SharedOrders orders;
  private SharedTables tables;

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void losesAndDoublesNothingWhenWorkersProcessesAndBrokersAreKilled() throws IOException {
    name = TestKafka.unique("campaign");
    try (BrokerCluster brokers =
        BrokerCluster.started(Files.createDirectories(root.resolve("kafka")))) {
      String bootstrap = brokers.bootstrapServers();
      pipeline = new PipelineFolder(root, bootstrap, SharedOrders.pipeline(name, 6));
      orders = new SharedOrders(pipeline, ORDERS_IN_FILE);
      tables = new SharedTables(name, pipeline, orders);
      try (ConnectWorkers workers =
              new ConnectWorkers(root.resolve("connect"), TestKafka.unique("workers"), bootstrap);
          Crew crew = new Crew(pipeline, "-Droles=TOPOLOGY,OTHER_SINKS");
          TestKafka kafka = TestKafka.at(bootstrap);
          Kills kills =
              new Kills(
                  new Random(SEED),
                  new Victims.Workers(workers, List.of("worker 1", "worker 2", "worker 3")),
                  new Victims.Brokers(brokers),
                  new Victims.Members(crew, List.of("topology 1", "topology 2")))) {
        // Given
        orders.add(ORDERS / (KILLS + 1));
        kills.begin();
        workers.submit("worker 1", pipeline.file(), root.resolve("submit"));

        // When
        for (int i = 0; i < KILLS; i++) {
          if (i == KILLS / 2) {
            scale(workers, kills);
          }
          kills.killOne();
          restartFailed(workers, kills);
          orders.add(ORDERS / (KILLS + 1));
        }
        kills.restartAll();
        kills.record("%,d orders are there".formatted(orders.orders()));

        // Then
        awaitTables(workers, kills);
        await()
            .atMost(PATIENCE)
            .ignoreExceptionsInstanceOf(IllegalStateException.class)
            .untilAsserted(() -> assertThat(workers.notRunning("worker 1")).isEmpty());
        kills.record("all connectors and tasks run");
        moveBack(workers, crew);
        tables.check(kafka);
        kills.record(
            "checked; commits of the table of lines were at most %d ms apart"
                .formatted(CommitGaps.of(pipeline.table("lines")).longest().toMillis()));
        kills.write(
            Path.of("target", "connect-campaign-%d.txt".formatted(SEED)),
            "seed %d, %,d orders, %d kills".formatted(SEED, ORDERS, KILLS));
      }
    }
  }

  /** From now on several tasks share the files, and several write a table. */
  private void scale(ConnectWorkers workers, Kills kills) {
    for (String connector : List.of("orders", "lines", "totals")) {
      workers.scale(name + "." + connector, 3);
    }
    kills.record("the source of orders, lines and totals have three tasks each");
  }

  private void awaitTables(ConnectWorkers workers, Kills kills) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsInstanceOf(UserException.class)
        .until(
            () -> {
              kills.requireAlive();
              restartFailed(workers, kills);
              return tables.hasAllLines();
            });
    kills.record("all %,d lines are in the table".formatted(tables.lines()));
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsInstanceOf(UserException.class)
        .untilAsserted(
            () -> {
              restartFailed(workers, kills);
              tables.checkTables();
            });
    kills.record("all tables are complete");
  }

  private static void restartFailed(ConnectWorkers workers, Kills kills) {
    try {
      workers.restartFailed().forEach(failed -> kills.record("started again: " + failed));
    } catch (IllegalStateException | UncheckedIOException e) {
      // the workers find each other just now; to be tried again
    }
  }

  /** To a process of our own, which finds nothing left to do. */
  private void moveBack(ConnectWorkers workers, Crew crew) {
    workers.deleteConnectors();
    crew.stop();
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(UserException.class) // until the tasks have left their groups
        .until(() -> pipeline.run("available_now") != null);
  }
}
