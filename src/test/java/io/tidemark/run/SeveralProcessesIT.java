package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.local.SharedBroker;
import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes run a pipeline together, with nothing configured but the address. */
class SeveralProcessesIT {

  /** A process that is gone is given up after ten seconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path root;

  private final String name = TestKafka.unique("crew");
  private PipelineFolder pipeline;
  private CampaignOrders orders;
  private CampaignTables tables;
  private Crew crew;

  @BeforeEach
  void writePipeline() {
    String broker = SharedBroker.bootstrapServers();
    pipeline =
        new PipelineFolder(
            root, new KafkaAccess.Operated(broker, Map.of()), CampaignOrders.of(name));
    orders = new CampaignOrders(pipeline);
    tables = new CampaignTables(pipeline, orders);
    crew = new Crew(pipeline, broker);
  }

  @AfterEach
  void endCrew() {
    crew.close();
  }

  @Test
  void goOnWithoutLossOrDoublesWhenOneIsKilledAndComesBack() {
    // Given
    orders.addFiles(3);
    crew.start("one", "two", "three");
    awaitAllLines();

    // When
    for (String victim : new String[] {"one", "two", "three"}) {
      orders.addFiles(2);
      crew.kill(victim);
      orders.addFiles(2);
      awaitAllLines();
      crew.start(victim);
    }

    // Then
    orders.addFiles(1);
    awaitAllLines();
    crew.stop();
    pipeline.run("available_now");
    tables.check();
  }

  @Test
  void leaveTheWorkToOthersWhenOneIsPausedAndNothingIsWrittenTwiceWhenItWakes() {
    // Given
    orders.addFiles(2);
    crew.start("one", "two");
    awaitAllLines();

    // When
    for (String paused : new String[] {"one", "two"}) {
      orders.addFiles(1);
      crew.pause(paused);
      orders.addFiles(1);
      awaitAllLines();
      crew.wake(paused);
      orders.addFiles(1);
      awaitAllLines();
    }

    // Then
    assertThat(crew.isAlive("one")).isTrue();
    assertThat(crew.isAlive("two")).isTrue();
    crew.stop();
    pipeline.run("available_now");
    tables.check();
  }

  @Test
  void shareAPipelineOfWhichEachHasOneRole() {
    // Given
    orders.addFiles(2);

    // When
    crew.begin("sources", "-Droles=SOURCES");
    crew.begin("topology", "-Droles=TOPOLOGY");
    crew.begin("sinks", "-Droles=SINKS");

    // Then
    awaitAllLines();
    tables.checkLines();
  }

  @Test
  void takePartsOfTheTopicsPartitions() throws Exception {
    // Given
    crew.start("one", "two", "three");

    // When
    orders.addFiles(1);
    awaitAllLines();

    // Then
    try (TestKafka kafka = TestKafka.shared()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          kafka
                              .admin()
                              .describeConsumerGroups(List.of("connect-" + name + ".lines"))
                              .all()
                              .get()
                              .values()
                              .iterator()
                              .next()
                              .members())
                      .hasSize(3)
                      .allMatch(m -> m.assignment().topicPartitions().size() == 1));
    }
  }

  private void awaitAllLines() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions() // the table is being made
        .until(tables::hasAllLines);
    assertThat(TableQuery.count(pipeline.table("lines"))).isEqualTo(orders.lines().size());
  }
}
