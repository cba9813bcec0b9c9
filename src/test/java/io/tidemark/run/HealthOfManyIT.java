package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.testing.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each of several processes tells over HTTP is of its own part, and stays so as parts move.
 */
class HealthOfManyIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Of any target. */
  private static final String SINKS = "DELTA_SINKS,OTHER_SINKS";

  @TempDir Path root;

  private final String name = TestKafka.unique("healthy");
  private TestKafka kafka;
  private SharedOrders orders;
  private SharedTables tables;
  private Crew crew;

  @BeforeEach
  void writePipeline() {
    kafka = TestKafka.shared();
    PipelineFolder pipeline =
        new PipelineFolder(root, kafka.bootstrapServers(), SharedOrders.pipeline(name, 2));
    orders = new SharedOrders(pipeline, 200);
    tables = new SharedTables(name, pipeline, orders);
    crew = new Crew(pipeline);
  }

  @AfterEach
  void endCrew() {
    crew.close();
    kafka.close();
  }

  @Test
  void eachTellsOfItsOwnPartAndIsHealthyWithoutOne() {
    // Given
    orders.add(2000);
    List<String> all = List.of("sources", "topology", "one", "two");
    begin("sources", "SOURCES");
    begin("topology", "TOPOLOGY");
    begin("one", SINKS);
    begin("two", SINKS);

    // When
    await()
        .atMost(PATIENCE)
        .ignoreExceptions() // tables are being made
        .untilAsserted(
            () -> {
              tables.checkLines();
              tables.checkTotals();
            });

    // Then
    awaitHealthy(all);
    String owner = awaitOwner("one", "two");
    String standby = owner.equals("one") ? "two" : "one";
    orders.add(200);
    await().atMost(PATIENCE).untilAsserted(() -> assertOwns(owner));
    assertStandsBy(standby);
    assertThat(crew.page("topology", "metrics"))
        .contains("tidemark_topology_running{pipeline=\"" + name + "\"} 1.0");
    assertThat(metric("topology", "watermark_timestamp_seconds", "per_hour")).isPresent();
    for (String without : List.of("sources", "one", "two")) {
      assertThat(crew.page(without, "metrics")).doesNotContain("tidemark_topology_running");
      assertThat(metric(without, "watermark_timestamp_seconds", "per_hour")).isEmpty();
    }

    // When its owner is stopped, and comes back
    crew.terminate(owner);
    orders.add(200);
    await().atMost(PATIENCE).untilAsserted(() -> assertOwns(standby));
    begin(owner, SINKS);

    // Then the table goes back to it, and what the other had to say of the table goes
    await().atMost(PATIENCE).untilAsserted(() -> assertStandsBy(standby));
    awaitHealthy(all);
    orders.add(200);
    await().atMost(PATIENCE).untilAsserted(() -> assertOwns(owner));
  }

  private void begin(String member, String role) {
    crew.beginMonitored(member, "-Droles=" + role);
  }

  private void awaitHealthy(List<String> members) {
    for (String member : members) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(crew.page(member, "health")).contains("\"status\" : \"healthy\""));
    }
  }

  private String awaitOwner(String one, String two) {
    await()
        .atMost(PATIENCE)
        .until(() -> partitions(one).orElse(0) + partitions(two).orElse(0) == 2);
    return partitions(one).orElse(0) > 0 ? one : two;
  }

  private void assertOwns(String member) {
    assertThat(partitions(member)).hasValue(2);
    assertThat(metric(member, "commit_age_seconds", "totals")).isPresent();
    assertThat(metric(member, "version", "totals")).isPresent();
  }

  private void assertStandsBy(String member) {
    assertThat(partitions(member)).hasValue(0);
    for (String gauge : List.of("commit_age_seconds", "version", "lag_records", "waiting_rows")) {
      assertThat(metric(member, gauge, "totals")).as(gauge).isEmpty();
    }
  }

  private OptionalDouble partitions(String member) {
    return metric(member, "partitions", "totals");
  }

  /** Empty when it is not there, or not a number. */
  private OptionalDouble metric(String member, String metric, String table) {
    Matcher line =
        Pattern.compile(
                "(?m)^tidemark_table_%s\\{[^}]*table=\"%s\"} (.*)$".formatted(metric, table))
            .matcher(crew.page(member, "metrics"));
    return line.find() && !line.group(1).equals("NaN")
        ? OptionalDouble.of(Double.parseDouble(line.group(1)))
        : OptionalDouble.empty();
  }
}
