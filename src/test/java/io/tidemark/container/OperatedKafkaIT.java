package io.tidemark.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.problem.Problem;
import io.tidemark.run.KafkaAccess;
import io.tidemark.run.PipelineRun;
import io.tidemark.run.RunListener;
import io.tidemark.run.RunSettings;
import io.tidemark.run.RunSummary;
import io.tidemark.testing.TableQuery;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.PipelinePlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The shipped pipeline on a Kafka that somebody else operates. */
@Testcontainers(disabledWithoutDocker = true)
class OperatedKafkaIT {

  private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

  @Container private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.3.1");

  @TempDir Path data;

  @Test
  void runsTheShippedPipelineOnceAndFindsNothingNewTheSecondTime() {
    // When
    RunSummary first = run();
    RunSummary second = run();

    // Then
    assertThat(TableQuery.count(data.resolve("tables/order_lines"))).isEqualTo(8561);
    assertThat(TableQuery.count(data.resolve("tables/revenue_by_country"))).isEqualTo(1806);
    assertThat(TableQuery.count(data.resolve("tables/orders_by_method"))).isEqualTo(7076);
    assertThat(TableQuery.count(data.resolve("tables/revenue_by_country_late"))).isEqualTo(1);
    assertThat(TableQuery.count(data.resolve("tables/orders_dead_letter"))).isEqualTo(2);
    assertThat(first.sources()).allMatch(source -> source.records() == 2086);
    assertThat(second.tables()).allMatch(table -> table.rows() == 0 && table.commits() == 0);
  }

  private RunSummary run() {
    PipelinePlan plan =
        PipelinePlan.load(
            REPOSITORY.resolve("topology/examples/orders.yaml"),
            Map.of(
                "DATA", data.toString(),
                "ORDERS", REPOSITORY.resolve("topology/examples/orders").toString()));
    KafkaAccess access = new KafkaAccess.Operated(kafka.getBootstrapServers(), Map.of());
    RunSettings settings = new RunSettings(data, access, Optional.of(new Trigger.AvailableNow()));
    return new PipelineRun(plan, settings, new Quiet()).execute();
  }

  private static final class Quiet implements RunListener {

    @Override
    public void kafkaReady(String bootstrapServers) {}

    @Override
    public void waiting(Problem problem) {
      throw new AssertionError("nothing should have to wait: " + problem);
    }

    @Override
    public void progressed(RunSummary soFar) {}
  }
}
