package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.local.SharedBroker;
import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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
    pipeline = new PipelineFolder(root, broker, CampaignOrders.of(name));
    orders = new CampaignOrders(pipeline);
    tables = new CampaignTables(pipeline, orders);
    crew = new Crew(pipeline);
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
  @Tag("alone")
  void aRestartOfOneAfterTheOtherLeavesNoLongGapBetweenCommits() {
    // Given
    orders.addFiles(1);
    crew.start("one", "two", "three");
    awaitAllLines();
    addFilesUntil(() -> isTopologyShared(3));
    long began = System.currentTimeMillis();

    // When
    for (String restarted : new String[] {"one", "two", "three"}) {
      crew.terminate(restarted);
      addFilesUntil(() -> !crew.isAlive(restarted));
      Path ready = crew.begin(restarted);
      addFilesUntil(() -> Files.exists(ready) && isTopologyShared(3));
    }

    // Then
    awaitAllLines();
    crew.stop();
    pipeline.run("available_now");
    tables.check();
    for (String table : new String[] {"lines", "per_hour"}) {
      assertThat(CommitGaps.of(pipeline.table(table)).since(began).longest())
          .as(table)
          .isLessThan(Duration.ofSeconds(15));
    }
  }

  /** Each process reads something of the topology's topics, and nothing is moved just now. */
  private boolean isTopologyShared(int members) throws Exception {
    String group = name + ".topology";
    try (TestKafka kafka = TestKafka.shared()) {
      ConsumerGroupDescription now =
          kafka.admin().describeConsumerGroups(List.of(group)).all().get().get(group);
      long processes =
          now.members().stream()
              .map(m -> m.clientId().replaceFirst("-StreamThread-.*", ""))
              .distinct()
              .count();
      return now.groupState() == GroupState.STABLE && processes == members;
    }
  }

  private void addFilesUntil(Callable<Boolean> condition) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              orders.addFiles(1);
              return condition.call();
            });
  }

  @Test
  void shareAPipelineOfWhichEachHasOneRole() {
    // Given
    orders.addFiles(2);

    // When
    crew.begin("sources", "-Droles=SOURCES");
    crew.begin("topology", "-Droles=TOPOLOGY");
    crew.begin("sinks", "-Droles=DELTA_SINKS");

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
