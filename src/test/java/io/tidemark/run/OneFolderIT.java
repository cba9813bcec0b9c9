package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.row.problem.UserException;
import io.tidemark.run.PipelineVisit.Claim;
import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One data folder, with its own Kafka and with one that somebody operates. */
class OneFolderIT {

  private static final String LINES =
      """
      name: NAME
      sources:
        orders:
          topic: NAME.orders
          schema: "id STRING"
          partitions: 1
          files: {path: DIR/in, multiline: false, settle: 1 milliseconds}
      tables:
        lines: {from: orders, steps: [{select: [id]}], write: {delta: DIR/tables/lines}}
      """;

  private static final KafkaAccess EMBEDDED = new KafkaAccess.Embedded(0);

  @TempDir Path root;

  private TestKafka kafka;
  private KafkaAccess operated;
  private PipelineFolder onItsOwn;
  private PipelineFolder onOperated;

  @BeforeEach
  void writePipeline() {
    kafka = TestKafka.shared();
    operated = new KafkaAccess.Operated(kafka.bootstrapServers(), Map.of());
    String yaml = LINES.replace("NAME", TestKafka.unique("folder"));
    onItsOwn = new PipelineFolder(root, EMBEDDED, yaml);
    onOperated = new PipelineFolder(root, operated, yaml);
    onItsOwn.add("1.json", "{\"id\": \"a\"}");
  }

  @AfterEach
  void disconnect() {
    kafka.close();
  }

  @Test
  void aRunOnTheFoldersOwnKafkaHasTheFolderForItself() throws InterruptedException {
    try (BackgroundRun run = BackgroundRun.of(onItsOwn.start("default", new SilentListener()))) {
      // Given
      awaitRow();
      String own = new KafkaAddress(onItsOwn.data()).read().orElseThrow();

      // Then
      assertIsTaken(() -> onOperated.run("available_now"));
      assertIsTaken(() -> visited(operated, Claim.CHANGE));
      assertIsTaken(() -> visited(new KafkaAccess.Operated(own, Map.of()), Claim.CHANGE));
      assertThat(visited(EMBEDDED, Claim.LOOK)).isEqualTo(own);
      assertThat(visited(operated, Claim.LOOK)).isEqualTo(kafka.bootstrapServers());
      assertThat(run.isRunning()).isTrue();
    }
  }

  @Test
  void aRunOnAnOperatedKafkaLetsNobodyHaveTheFolderForHimself() throws InterruptedException {
    try (BackgroundRun run = BackgroundRun.of(onOperated.start("default", new SilentListener()))) {
      // Given
      awaitRow();

      // Then
      assertIsTaken(() -> onItsOwn.run("available_now"));
      assertIsTaken(() -> visited(EMBEDDED, Claim.CHANGE));
      assertIsTaken(() -> visited(operated, Claim.CHANGE));
      assertThat(visited(EMBEDDED, Claim.LOOK)).isEqualTo(kafka.bootstrapServers());
      assertThat(visited(operated, Claim.LOOK)).isEqualTo(kafka.bootstrapServers());
      assertThat(run.isRunning()).isTrue();
    }
  }

  @Test
  void whoForgetsTheKafkaOfTheLastRunIsToldOfIt() throws InterruptedException {
    // Given
    onOperated.run("available_now");

    // Then
    assertIsElsewhere(() -> onItsOwn.run("available_now"));
    assertIsElsewhere(() -> visited(EMBEDDED, Claim.LOOK));
    assertIsElsewhere(() -> visited(EMBEDDED, Claim.CHANGE));
    assertThat(onItsOwn.data().resolve("kafka")).doesNotExist();
    assertThat(visited(operated, Claim.CHANGE)).isEqualTo(kafka.bootstrapServers());
    assertThat(onOperated.run("available_now").tables()).allMatch(table -> table.rows() == 0);
  }

  /** The address of the Kafka that a command would work on. */
  private String visited(KafkaAccess access, Claim claim) throws InterruptedException {
    try (PipelineVisit visit = PipelineVisit.open(onItsOwn.data(), access, claim)) {
      return visit.host().clients().bootstrapServers();
    }
  }

  private void assertIsTaken(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(UserException.class)
        .hasMessageContaining(onItsOwn.data().toString())
        .hasMessageContaining("uses this folder; stop it first, or choose another folder");
  }

  private void assertIsElsewhere(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s: the last run with this data folder was on the Kafka at %s; name it with"
                    .formatted(onItsOwn.data(), kafka.bootstrapServers())
                + " --bootstrap-server, or choose another folder with --data for a Kafka in the"
                + " process");
  }

  private void awaitRow() {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions() // until the table is there
        .until(() -> TableQuery.count(onItsOwn.table("lines")) == 1);
  }
}
