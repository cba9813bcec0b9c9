package io.tidemark.run;

import static org.awaitility.Awaitility.await;

import io.tidemark.local.BrokerCluster;
import io.tidemark.row.problem.UserException;
import io.tidemark.testing.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes on three brokers, of which one is killed, as by {@code kill -9}, every few
 * seconds, and started again. The sizes in {@code docs/proofs.md} are run by hand: {@code
 * -Dcampaign.orders=1000000 -Dcampaign.kills=20}, and {@code -Dcampaign.seed} for the same kills
 * again.
 */
@EnabledIfSystemProperty(
    named = "campaign.kills",
    matches = "\\d+",
    disabledReason = "takes minutes: run by hand, see docs/proofs.md")
class ClusterCampaignIT {

  private static final int ORDERS = Integer.getInteger("campaign.orders", 30_000);
  private static final int KILLS = Integer.getInteger("campaign.kills", 3);
  private static final long SEED = Long.getLong("campaign.seed", new Random().nextLong(10_000));
  private static final int ORDERS_IN_FILE = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(4).plusMillis(ORDERS);

  @TempDir Path root;

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void losesAndDoublesNothingWhenProcessesAndBrokersAreKilled() throws IOException {
    String name = TestKafka.unique("campaign");
    try (BrokerCluster brokers =
        BrokerCluster.started(Files.createDirectories(root.resolve("kafka")))) {
      PipelineFolder pipeline =
          new PipelineFolder(root, brokers.bootstrapServers(), SharedOrders.pipeline(name, 6));
      SharedOrders orders = new SharedOrders(pipeline, ORDERS_IN_FILE);
      SharedTables tables = new SharedTables(name, pipeline, orders);
      try (Crew crew = new Crew(pipeline);
          TestKafka kafka = TestKafka.at(brokers.bootstrapServers());
          Kills kills =
              new Kills(
                  new Random(SEED),
                  new Victims.Members(crew, List.of("one", "two", "three")),
                  new Victims.Brokers(brokers))) {
        // Given
        orders.add(ORDERS / (KILLS + 1));
        kills.begin();

        // When
        for (int i = 0; i < KILLS; i++) {
          kills.killOne();
          orders.add(ORDERS / (KILLS + 1));
        }
        kills.restartAll();

        // Then
        kills.record("%,d orders are there".formatted(orders.orders()));
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(500))
            .ignoreExceptionsInstanceOf(UserException.class)
            .until(
                () -> {
                  kills.requireAlive();
                  return tables.hasAllLines();
                });
        kills.record("all %,d lines are in the table".formatted(tables.lines()));
        crew.stop();
        pipeline.run("available_now");
        tables.check(kafka);
        kills.record(
            "checked; commits of the table of lines were at most %d ms apart"
                .formatted(CommitGaps.of(pipeline.table("lines")).longest().toMillis()));
        kills.write(
            Path.of("target", "campaign-%d.txt".formatted(SEED)),
            "seed %d, %,d orders, %d kills".formatted(SEED, ORDERS, KILLS));
      }
    }
  }
}
