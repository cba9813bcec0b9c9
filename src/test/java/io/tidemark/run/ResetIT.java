package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.checkpoint.NewEpoch;
import io.tidemark.checkpoint.Reset.Rows;
import io.tidemark.checkpoint.Reset.To;
import io.tidemark.checkpoint.Undertaking;
import io.tidemark.local.FolderLock;
import io.tidemark.row.problem.UserException;
import io.tidemark.testing.ChildJvm;
import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What starts a pipeline's tables, or its topics, again. */
class ResetIT {

  private static final String FILE =
      """
      name: NAME
      sources:
        orders:
          topic: NAME.orders
          schema: "id STRING, at STRING"
          partitions: 1
      tables:
        lines:
          from: orders
          steps: [{select: [id]}]
          write: {delta: DIR/tables/lines}
        per_hour:
          from: orders
          steps:
            - with_column: {time: CAST(at AS TIMESTAMP)}
            - with_watermark: {column: time, delay: 1 minute}
            - group_by: {window: {size: 1 hour}, keys: [id], aggregate: {n: count(*)}}
          write: {delta: DIR/tables/per_hour}
      """;

  @TempDir Path root;

  private TestKafka kafka;
  private PipelineFolder pipeline;
  private KafkaAccess access;
  private String topic;

  @BeforeEach
  void runOnce() {
    kafka = TestKafka.shared();
    access = new KafkaAccess.Operated(kafka.bootstrapServers(), Map.of());
    pipeline = new PipelineFolder(root, access, FILE.replace("NAME", TestKafka.unique("reset")));
    topic = pipeline.plan().sources().get(0).topic();
    kafka.create(topic, 1);
    kafka.produce(topic, List.of(order("a", 0), "no order", order("b", 3)));
    pipeline.run("available_now");
  }

  @AfterEach
  void disconnect() {
    kafka.close();
  }

  @Test
  void oneTableStartsAgainAndTheOthersGoOn() throws Exception {
    // When
    reset(Optional.of("per_hour"), To.EARLIEST, Rows.DROP);

    // Then
    assertThat(TableQuery.count(pipeline.table("per_hour"))).isZero();

    // When
    kafka.produce(topic, List.of(order("c", 5)));
    pipeline.run("available_now");

    // Then: the windowed table has all windows once, the other each row once
    assertThat(rows("per_hour")).containsExactly("a, 1", "b, 1");
    assertThat(rows("lines")).containsExactly("a", "b", "c");
    assertThat(TableQuery.count(pipeline.table("orders_dead_letter"))).isEqualTo(1);
  }

  @Test
  void theWholePipelineStartsAgain() throws Exception {
    reset(Optional.empty(), To.EARLIEST, Rows.DROP);
    pipeline.run("available_now");

    assertThat(rows("lines")).containsExactly("a", "b");
    assertThat(rows("per_hour")).containsExactly("a, 1");
    assertThat(TableQuery.count(pipeline.table("orders_dead_letter"))).isEqualTo(1);
  }

  @Test
  void refusesToDoubleRowsUnlessTold() throws Exception {
    assertThatThrownBy(() -> reset(Optional.of("lines"), To.EARLIEST, Rows.UNSAID))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it has rows, which would be there twice")
        .hasMessageContaining("--drop-rows");

    reset(Optional.of("lines"), To.EARLIEST, Rows.KEEP);
    pipeline.run("available_now");
    assertThat(rows("lines")).containsExactly("a", "a", "b", "b");
  }

  @Test
  void fromNowOnLeavesOutWhatIsThere() throws Exception {
    // Given
    kafka.produce(topic, List.of(order("left out", 5)));

    // When
    reset(Optional.of("lines"), To.NOW, Rows.UNSAID);
    kafka.produce(topic, List.of(order("c", 6)));
    pipeline.run("available_now");

    // Then
    assertThat(rows("lines")).containsExactly("a", "b", "c");
    assertThat(rows("per_hour")).containsExactly("a, 1", "b, 1", "left out, 1");
  }

  @Test
  void anotherWindowIsTakenOverAfterAReset() throws Exception {
    // Given
    PipelineFolder other =
        new PipelineFolder(
            root,
            access,
            Files.readString(pipeline.file()).replace("size: 1 hour", "size: 2 hours"));
    assertThatThrownBy(() -> other.run("available_now")).isInstanceOf(UserException.class);

    // When
    reset(Optional.of("per_hour"), To.EARLIEST, Rows.DROP);
    other.run("available_now");

    // Then
    assertThat(rows("per_hour")).containsExactly("a, 1");
  }

  @Test
  void aNewEpochTakesATopicThatWasMadeAnewAsItIs() throws Exception {
    // Given
    kafka.admin().deleteTopics(List.of(topic)).all().get();
    kafka.create(topic, 1);
    kafka.produce(topic, List.of(order("new", 9)));
    assertThatThrownBy(() -> pipeline.run("available_now")).isInstanceOf(UserException.class);

    // When
    List<String> lines = newEpoch();
    pipeline.run("available_now");

    // Then
    assertThat(lines)
        .anySatisfy(l -> assertThat(l).contains("source orders is read from its beginning"))
        .anySatisfy(l -> assertThat(l).contains("table per_hour: its state is dropped"));
    assertThat(rows("lines")).containsExactly("a", "b", "new");
  }

  @Test
  void aNewEpochReadsATopicOfRowsThatWasMadeAnewFromItsBeginning() throws Exception {
    // Given
    String rows = pipeline.plan().tables().get(0).rowsTopic().orElseThrow();
    kafka.admin().deleteTopics(List.of(rows)).all().get();
    assertThatThrownBy(() -> pipeline.run("available_now"))
        .hasMessageContaining("topic " + rows + ": is gone");

    // When
    newEpoch();
    kafka.produce(topic, List.of(order("c", 4)));
    pipeline.run("available_now");

    // Then: offset 0 of the new topic is below what the table's log has of the old one
    assertThat(rows("lines")).containsExactly("a", "b", "c");

    // and the next run goes on in that epoch
    kafka.produce(topic, List.of(order("d", 5)));
    pipeline.run("available_now");
    assertThat(rows("lines")).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aKafkaThatHasForgottenTheGroupIsNoticedAndNothingDoubled() throws Exception {
    // Given
    forgetGroup();
    kafka.produce(topic, List.of(order("left out", 5)));
    assertThatThrownBy(() -> pipeline.run("available_now"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Kafka has forgotten how far the sources had been read")
        .hasMessageContaining("reset PIPELINE --to now");
    assertThatThrownBy(() -> reset(Optional.of("lines"), To.EARLIEST, Rows.DROP))
        .hasMessageContaining("Kafka has forgotten");

    // When
    reset(Optional.empty(), To.NOW, Rows.UNSAID);
    kafka.produce(topic, List.of(order("c", 6)));
    pipeline.run("available_now");

    // Then
    assertThat(rows("lines")).containsExactly("a", "b", "c");

    // and it is noticed again, should it happen again
    forgetGroup();
    assertThatThrownBy(() -> pipeline.run("available_now"))
        .hasMessageContaining("Kafka has forgotten");
  }

  @Test
  void whatWasNeverCommittedDoesNotLookLikeAForgottenGroup() throws Exception {
    // Given: a process that was killed in its first transaction
    pipeline =
        new PipelineFolder(
            root.resolve("fresh"), access, FILE.replace("NAME", TestKafka.unique("fresh")));
    topic = pipeline.plan().sources().get(0).topic();
    kafka.create(topic, 1);
    pipeline.run("available_now");
    kafka.produceAborted(
        pipeline.plan().tables().get(0).rowsTopic().orElseThrow(), List.of("lost"));

    // When
    kafka.produce(topic, List.of(order("a", 1)));
    pipeline.run("available_now");

    // Then
    assertThat(rows("lines")).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "undertaking.noted",
        "undertaking.rows-removed",
        "undertaking.offsets-forgotten",
        "undertaking.topics-deleted"
      })
  void aResetThatIsKilledKeepsRunsFromStartingUntilItIsTypedAgain(String step) throws Exception {
    // Given
    try (ChildJvm killed =
        ChildJvm.start(
            root.resolve("reset.log"),
            List.of("-Dtidemark.failpoint=" + step),
            ResetProcess.class,
            pipeline.file().toString(),
            pipeline.data().toString(),
            kafka.bootstrapServers(),
            "per_hour")) {
      assertThat(killed.awaitExit()).isEqualTo(137);
    }
    kafka.produce(topic, List.of(order("c", 5)));
    assertThatThrownBy(() -> pipeline.run("available_now"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'tidemark reset' was interrupted half-way; type it again");

    // When
    reset(Optional.of("per_hour"), To.EARLIEST, Rows.DROP);
    pipeline.run("available_now");

    // Then
    assertThat(rows("per_hour")).containsExactly("a, 1", "b, 1");
    assertThat(rows("lines")).containsExactly("a", "b", "c");
    assertThat(TableQuery.count(pipeline.table("orders_dead_letter"))).isEqualTo(1);
  }

  @Test
  void nothingIsChangedBesideARun() {
    try (FolderLock run = FolderLock.take(pipeline.data())) {
      assertThat(run).isNotNull();
      assertThatThrownBy(() -> reset(Optional.empty(), To.EARLIEST, Rows.DROP))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("uses this folder");
    }
  }

  /** As brokers do with a group that was idle for longer than they keep offsets. */
  private void forgetGroup() throws Exception {
    String group = pipeline.plan().name() + ".topology";
    kafka.admin().deleteConsumerGroups(List.of(group)).all().get();
  }

  private void reset(Optional<String> table, To to, Rows rows) throws Exception {
    assertThat(
            ResetProcess.reset(
                pipeline.plan(), pipeline.data(), access, new ResetProcess.What(table, to, rows)))
        .isNotEmpty();
  }

  private List<String> newEpoch() throws Exception {
    try (PipelineVisit visit =
        PipelineVisit.open(pipeline.data(), access, PipelineVisit.Claim.CHANGE)) {
      Undertaking work = NewEpoch.of(pipeline.plan(), visit.host());
      work.execute(visit.host(), visit.ownInstances());
      return work.lines();
    }
  }

  private List<String> rows(String table) {
    String columns = table.equals("lines") ? "id" : "id, n";
    return TableQuery.rows(pipeline.table(table), "SELECT " + columns + " FROM t ORDER BY 1");
  }

  private static String order(String id, int hour) {
    return "{\"id\": \"%s\", \"at\": \"2025-06-20T%02d:30:00Z\"}".formatted(id, hour);
  }
}
