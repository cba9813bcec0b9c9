package io.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.checkpoint.Admission;
import io.tidemark.checkpoint.Admission.Losses;
import io.tidemark.checkpoint.ChangeText;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.Row;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import io.tidemark.topology.definition.Trigger;
import io.tidemark.topology.plan.PipelinePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline whose file, topics or tables are others than at its last run. */
class ChangedPipelineIT {

  private static final String FILE =
      """
      name: NAME
      sources:
        orders:
          topic: NAME.orders
          schema: "id STRING, amount INT, at STRING"
          partitions: 1
      tables:
        lines:
          from: orders
          steps: [{select: [id, amount]}]
          write: {delta: DIR/tables/lines}
        per_hour:
          from: orders
          steps:
            - with_column: {time: CAST(at AS TIMESTAMP)}
            - with_watermark: {column: time, delay: 1 minute}
            - group_by: {window: {size: 1 hour}, keys: [id], aggregate: {n: count(*)}}
          write: {delta: DIR/tables/per_hour}
      """;

  private static final String EARLY =
      """
      tables:
        early:
          from: orders
          steps:
            - with_column: {time: CAST(at AS TIMESTAMP)}
            - with_watermark: {column: time, delay: 1 minute}
            - group_by: {window: {size: 1 hour}, aggregate: {n: count(*)}}
          write: {delta: DIR/tables/early}
      """;

  @TempDir Path root;

  private final List<String> changes = new ArrayList<>();
  private TestKafka kafka;
  private String file;
  private String topic;

  @BeforeEach
  void runOnce() {
    kafka = TestKafka.shared();
    String name = TestKafka.unique("changed");
    file = FILE.replace("NAME", name);
    topic = name + ".orders";
    kafka.create(topic, 1);
    kafka.produce(topic, List.of(order("a", 1, 0), order("b", 2, 3)));
    run(file);
  }

  @AfterEach
  void disconnect() {
    kafka.close();
  }

  @Test
  void aTableGetsANewColumnAndRowsOnTheirWayAreKept() throws Exception {
    // Given rows that are in the topic of rows, and not yet in the table: those of before, once
    // more
    RowBatchCodec codec = new RowBatchCodec(StructType.fromDdl("id STRING, amount INT"));
    kafka.produceBytes(
        topic.replace(".orders", ".lines.rows"),
        codec.encode(List.of(Row.of("a", 1), Row.of("b", 2))));
    kafka.produce(topic, List.of(order("c", 3, 4)));

    // When
    run(file.replace("[id, amount]", "[id, amount, at]"));

    // Then
    assertThat(changes)
        .anySatisfy(
            c ->
                assertThat(c)
                    .isEqualTo(
                        "table lines: gets the new columns at STRING; rows so far have null there"));
    assertThat(TableQuery.rows(table("lines"), "SELECT id, amount, \"at\" FROM t ORDER BY 1, 3"))
        .containsExactly(
            "a, 1, null", "a, 1, null", "b, 2, null", "b, 2, null", "c, 3, " + time(4));
  }

  @Test
  void refusesAnotherWindowWithADiffAndTheWayOut() {
    kafka.produce(topic, List.of(order("c", 3, 4)));

    assertThatThrownBy(() -> run(file.replace("size: 1 hour", "size: 2 hours")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("table per_hour: its state can't follow another window")
        .hasMessageContaining("- window: windows of 1 hour")
        .hasMessageContaining("+ window: windows of 2 hours")
        .hasMessageContaining("tidemark reset PIPELINE --table per_hour");
    assertThat(TableQuery.count(table("lines"))).isEqualTo(2);

    // and the file as it was goes on
    run(file);
    assertThat(TableQuery.count(table("lines"))).isEqualTo(3);
  }

  @Test
  void showsBeforehandWhatIsTakenOverAndWhatIsRefused() throws Exception {
    // Given: --trigger at the run before, which is not the file's
    assertThat(againstRunning(file)).isEmpty();

    // When
    List<String> shown =
        againstRunning(
            file.replace("size: 1 hour", "size: 2 hours")
                    .replace("[id, amount]", "[id, amount, at]")
                + "trigger: {processing_time: 1 minute}\n");

    // Then
    assertThat(shown)
        .contains(
            "+ table lines: gets the new columns at STRING; rows so far have null there",
            "! table per_hour: its state can't follow another window",
            "  - window: windows of 1 hour",
            "  + window: windows of 2 hours")
        .anySatisfy(
            l ->
                assertThat(l)
                    .endsWith("trigger: processing_time 1 minute, no longer default")
                    .startsWith("+ pipeline"))
        .anySatisfy(l -> assertThat(l).contains("tidemark reset PIPELINE --table per_hour"));
  }

  @Test
  void anotherTriggerOfTheFileIsToldOnceAndOneOfTheRunNever() {
    String other = file + "trigger: {processing_time: 1 minute}\n";

    run(other);
    run(other);

    assertThat(changes)
        .singleElement()
        .asString()
        .endsWith("trigger: processing_time 1 minute, no longer default");
  }

  @Test
  void takesANewTableOverAndKeepsTheStateOfTheOthers() {
    // Given: a table that comes before the windowed one, so that Streams numbers its parts anew
    String more = file.replace("tables:\n", EARLY);
    kafka.produce(topic, List.of(order("b", 2, 3), order("z", 9, 20)));

    // When
    run(more);

    // Then the window of the third hour holds the row from before, too
    assertThat(changes).anySatisfy(c -> assertThat(c).startsWith("table early: is new"));
    assertThat(TableQuery.rows(table("per_hour"), "SELECT id, n FROM t ORDER BY window_start, id"))
        .containsExactly("a, 1", "b, 2");
    assertThat(TableQuery.count(table("early"))).isEqualTo(1);
  }

  @Test
  void aTableThatIsWrittenElsewhereGetsWhatIsNew() {
    kafka.produce(topic, List.of(order("c", 3, 4)));

    run(file.replace("tables/lines", "tables/elsewhere"));

    assertThat(TableQuery.rows(table("elsewhere"), "SELECT id FROM t")).containsExactly("c");
    assertThat(TableQuery.count(table("lines"))).isEqualTo(2);
  }

  @Test
  void noticesASourceTopicThatWasMadeAnew() throws Exception {
    kafka.admin().deleteTopics(List.of(topic)).all().get();
    kafka.create(topic, 1);
    kafka.produce(topic, List.of(order("new", 1, 0)));

    assertThatThrownBy(() -> run(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("topic " + topic + ": was deleted and made again since the last run")
        .hasMessageContaining("tidemark new-epoch");
    assertThat(TableQuery.count(table("lines"))).isEqualTo(2);
  }

  @Test
  void saysHowManyRecordsAreGoneAndGoesOnOnlyWhenTold() throws Exception {
    // Given
    kafka.produce(topic, List.of(order("c", 3, 4), order("d", 4, 4), order("e", 5, 4)));
    long begin = kafka.ends(topic).get(new TopicPartition(topic, 0)) - 2;
    kafka
        .admin()
        .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(begin)))
        .all()
        .get();

    // When / Then
    assertThatThrownBy(() -> run(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("2 records that the topology has not read are gone")
        .hasMessageContaining("--accept-loss");

    // When
    run(file, Losses.ACCEPTED);

    // Then
    assertThat(TableQuery.rows(table("lines"), "SELECT id FROM t ORDER BY id"))
        .containsExactly("a", "b", "e");
    assertThat(changes).anySatisfy(c -> assertThat(c).contains("2 records were gone"));
  }

  @Test
  void noticesThatKafkaBeganAnewUnderATable() throws Exception {
    // Given: all topics of the pipeline are gone, what is kept of it too; the tables are there
    List<String> own =
        kafka.admin().listTopics().names().get().stream()
            .filter(t -> t.startsWith(topic.replace(".orders", ".")))
            .toList();
    kafka.admin().deleteTopics(own).all().get();
    kafka.create(topic, 1);
    kafka.produce(topic, List.of(order("c", 3, 4)));

    assertThatThrownBy(() -> run(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(table("lines") + " has read up to offset")
        .hasMessageContaining("and the topic ends at 0: it was made anew");
    assertThat(DeltaTable.open(table("lines").toString()).version()).isEqualTo(1);
  }

  /** As {@code tidemark plan --against-running}. */
  private List<String> againstRunning(String yaml) throws Exception {
    KafkaAccess access = new KafkaAccess.Operated(kafka.bootstrapServers(), Map.of());
    PipelineFolder folder = new PipelineFolder(root, access, yaml);
    try (PipelineVisit visit =
        PipelineVisit.open(folder.data(), access, PipelineVisit.Claim.LOOK)) {
      return ChangeText.diff(Admission.comparison(folder.plan(), visit.host()));
    }
  }

  private void run(String yaml) {
    run(yaml, Losses.REFUSED);
  }

  private void run(String yaml, Losses losses) {
    KafkaAccess access = new KafkaAccess.Operated(kafka.bootstrapServers(), Map.of());
    PipelineFolder folder = new PipelineFolder(root, access, yaml);
    PipelinePlan plan = folder.plan();
    RunSettings settings =
        new RunSettings(
            folder.data(),
            access,
            Optional.of(Trigger.parse("test", "available_now")),
            Optional.empty(),
            new RunSettings.Start(yaml, losses));
    new PipelineRun(
            plan,
            settings,
            new SilentListener() {
              @Override
              public void changed(String what) {
                changes.add(what);
              }
            })
        .execute();
  }

  private Path table(String name) {
    return root.resolve("tables").resolve(name);
  }

  private static String time(int hour) {
    return "2025-06-20T%02d:30:00Z".formatted(hour);
  }

  private static String order(String id, int amount, int hour) {
    return "{\"id\": \"%s\", \"amount\": %d, \"at\": \"%s\"}".formatted(id, amount, time(hour));
  }
}
