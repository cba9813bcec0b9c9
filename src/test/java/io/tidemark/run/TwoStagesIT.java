package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.row.problem.UserException;
import io.tidemark.sql.SqlSession;
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

/** A pipeline that reads the Delta table that another one writes. */
class TwoStagesIT {

  private static final String FIRST =
      """
      name: NAME-first
      sources:
        orders:
          topic: NAME.orders
          schema: "id STRING, amount STRING"
          files: {path: DIR/in, settle: 1 milliseconds}
      tables:
        copies:
          from: orders
          write: {delta: DIR/tables/orders}
      """;

  private static final String SECOND =
      """
      name: NAME-second
      sources:
        orders: {delta: DIR/tables/orders}
      tables:
        amounts:
          from: orders
          steps: [{select: [id, CAST(amount AS INT) AS amount]}]
          write: {delta: DIR/tables/amounts}
      """;

  @TempDir Path root;

  private TestKafka kafka;
  private PipelineFolder first;
  private PipelineFolder second;

  @BeforeEach
  void writePipelines() {
    kafka = TestKafka.shared();
    String name = TestKafka.unique("two");
    first = folder("first", FIRST.replace("NAME", name));
    second = folder("second", SECOND.replace("NAME", name));
  }

  @AfterEach
  void disconnect() {
    kafka.close();
  }

  @Test
  void takesEachRowOfTheFirstStageOnceOverSeveralRuns() {
    assertThatThrownBy(() -> second.run("available_now"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("sources.orders.delta (line 3): there is no Delta table at");

    first.add("1.json", order("a", "1"), order("b", "two"));
    first.run("available_now");
    RunSummary run = second.run("available_now");

    assertThat(amounts()).containsExactly("a, 1");
    assertThat(run.sources().get(0).records()).isEqualTo(2);
    assertThat(run.sources().get(0).bad()).isEqualTo(1);
    assertThat(
            TableQuery.rows(
                root.resolve("tables/orders_dead_letter"),
                "SELECT \"table\", decode(value) FROM t"))
        .containsExactly("amounts, {\"id\":\"b\",\"amount\":\"two\"}");

    first.add("2.json", order("c", "3"));
    first.run("available_now");
    second.run("once");
    second.run("available_now");

    assertThat(amounts()).containsExactly("a, 1", "c, 3");
  }

  @Test
  void followsTheFirstStageWhileBothRunAndAfterARestart() {
    first.add("1.json", order("a", "1"));
    first.run("available_now");

    try (BackgroundRun one = BackgroundRun.of(first.start("default", new SilentListener()))) {
      try (BackgroundRun two = BackgroundRun.of(second.start("default", new SilentListener()))) {
        assertThat(one.isRunning() && two.isRunning()).isTrue();
        first.add("2.json", order("b", "2"));
        first.add("3.json", order("c", "3"));
        awaitAmounts("a, 1", "b, 2", "c, 3");
      }
      first.add("4.json", order("d", "4"));
      try (BackgroundRun again = BackgroundRun.of(second.start("default", new SilentListener()))) {
        assertThat(again.isRunning()).isTrue();
        first.add("5.json", order("e", "5"));
        awaitAmounts("a, 1", "b, 2", "c, 3", "d, 4", "e, 5");
      }
    }
  }

  @Test
  void takesWhatSqlAndThePipelineWriteToTheSameTable() {
    first.add("0.json", order("p0", "0"));
    first.run("available_now");

    try (BackgroundRun one = BackgroundRun.of(first.start("default", new SilentListener()));
        SqlSession sql = SqlSession.open(root.resolve("tables"))) {
      for (int i = 1; i <= 9; i++) {
        first.add(i + ".json", order("p" + i, "" + i));
        TableQuery.run(sql, "INSERT INTO orders VALUES ('s%d', '%d')".formatted(i, i));
        if (i % 3 == 0) {
          TableQuery.run(sql, "OPTIMIZE orders");
        }
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(TableQuery.count(root.resolve("tables/orders"))).isEqualTo(19));
      assertThat(one.isRunning()).isTrue();
    }
    second.run("available_now");

    assertThat(
            TableQuery.rows(
                root.resolve("tables/amounts"), "SELECT count(*), count(DISTINCT id) FROM t"))
        .containsExactly("19, 19");
  }

  private void awaitAmounts(String... rows) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(amounts()).containsExactly(rows));
  }

  private PipelineFolder folder(String name, String yaml) {
    return new PipelineFolder(
        root.resolve(name),
        new KafkaAccess.Operated(kafka.bootstrapServers(), Map.of()),
        yaml.replace("DIR/tables", root.resolve("tables").toString()));
  }

  private List<String> amounts() {
    return TableQuery.rows(root.resolve("tables/amounts"), "SELECT id, amount FROM t ORDER BY id");
  }

  private static String order(String id, String amount) {
    return "{\"id\": \"%s\", \"amount\": \"%s\"}".formatted(id, amount);
  }
}
