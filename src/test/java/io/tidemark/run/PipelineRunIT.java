package io.tidemark.run;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.tidemark.delta.table.DeltaTable;
import io.tidemark.delta.table.TableDefinition;
import io.tidemark.local.FolderLock;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import io.tidemark.testing.TableQuery;
import io.tidemark.testing.TestKafka;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineRunIT {

  private static final String LINES =
      """
      name: NAME
      sources:
        orders:
          topic: NAME.orders
          schema: "id STRING, amount INT, unused INT"
          files: {path: DIR/in, settle: 1 milliseconds}
      tables:
        lines:
          from: orders
          steps: [drop: [unused]]
          write: {delta: DIR/tables/lines}
      """;

  @TempDir Path root;

  private TestKafka kafka;
  private PipelineFolder pipeline;

  @BeforeEach
  void writePipeline() {
    kafka = TestKafka.shared();
    pipeline = onSharedKafka(LINES);
  }

  @AfterEach
  void disconnect() {
    kafka.close();
  }

  @Test
  void writesFilesIntoATableAndEnds() {
    // Given
    pipeline.add("1.json", order("a", 1), order("b", 2), "no order");
    pipeline.add("2.json", order("c", 3));

    // When
    RunSummary summary = pipeline.run("available_now");

    // Then
    assertThat(lines()).containsExactly("a, 1", "b, 2", "c, 3");
    assertThat(deadLetters()).containsExactly("1.json, no order");
    assertThat(summary.sources())
        .singleElement()
        .satisfies(
            orders -> {
              assertThat(orders.records()).isEqualTo(4);
              assertThat(orders.bad()).isEqualTo(1);
              assertThat(orders.files().orElseThrow().processed()).isEqualTo(2);
            });
    assertThat(summary.tables())
        .extracting(TableSummary::name, TableSummary::rows, TableSummary::commits)
        .containsExactlyInAnyOrder(tuple("lines", 3L, 1L), tuple("orders", 1L, 1L));
  }

  @Test
  void noFileEndsARunWhateverIsInIt() throws Exception {
    // Given: bad files of every kind between two good ones
    pipeline.add("00-good", order("first", 1));
    Path in = pipeline.in();
    Files.write(in.resolve("01-invalid-utf8"), new byte[] {'{', '"', (byte) 0xc3, '(', '"', '}'});
    Files.write(in.resolve("02-utf16"), ("\ufeff" + order("u", 1)).getBytes(UTF_16LE));
    Files.writeString(in.resolve("03-deep"), "{\"id\":".repeat(10_000) + "}".repeat(10_000));
    Files.writeString(in.resolve("04-digits"), "{\"amount\":" + "9".repeat(1_000) + "}");
    Files.writeString(in.resolve("05-no-gzip.gz"), order("g", 1));
    byte[] gzip = gzip((order("z", 1) + "\n").repeat(1_000));
    Files.write(in.resolve("06-truncated.gz"), Arrays.copyOf(gzip, gzip.length - 10));
    byte[] noise = new byte[100_000];
    new Random(20261126).nextBytes(noise);
    Files.write(in.resolve("07-noise"), noise);
    Files.writeString(in.resolve("08-unclosed"), "[{\"id\": \"a");
    Files.createSymbolicLink(in.resolve("09-device"), Path.of("/dev/zero"));
    Files.createSymbolicLink(in.resolve("10-loop"), in.resolve("10-loop"));
    Files.createDirectory(in.resolve("11-folder"));
    new ProcessBuilder("mkfifo", in.resolve("12-pipe").toString()).start().waitFor();
    pipeline.add("99\nlast 100% ü", order("last", 1));

    // When
    RunSummary summary = pipeline.run("available_now");

    // Then
    assertThat(lines()).contains("first, 1", "last, 1");
    SourceSummary orders = summary.sources().get(0);
    assertThat(setAside("file IS NOT NULL")).hasSize((int) orders.bad());
    assertThat(lines().size() + orders.bad())
        .as("rows and records set aside are what was read and what the source kept back")
        .isEqualTo(orders.records() + setAside("topic IS NULL").size());
    assertThat(setAside("true"))
        .contains("01-invalid-utf8", "02-utf16", "04-digits", "05-no-gzip.gz", "06-truncated.gz")
        .contains("07-noise", "08-unclosed");
  }

  @Test
  void commitsNothingWhenNothingIsNew() {
    // Given
    pipeline.add("1.json", order("a", 1));
    pipeline.run("available_now");
    long version = DeltaTable.open(pipeline.table("lines").toString()).version();

    // When
    RunSummary summary = pipeline.run("available_now");

    // Then
    assertThat(DeltaTable.open(pipeline.table("lines").toString()).version()).isEqualTo(version);
    assertThat(summary.tables())
        .allSatisfy(
            table -> {
              assertThat(table.commits()).isZero();
              assertThat(table.rows()).isZero();
            });
    assertThat(summary.tables().get(0).version()).isEqualTo(OptionalLong.of(version));
  }

  @Test
  void readsOnlyTheFileThatWasAdded() {
    // Given
    pipeline.add("1.json", order("a", 1));
    pipeline.run("available_now");
    pipeline.add("2.json", order("b", 2));

    // When
    RunSummary summary = pipeline.run("available_now");

    // Then
    assertThat(lines()).containsExactly("a, 1", "b, 2");
    assertThat(summary.sources().get(0).records()).isEqualTo(1);
  }

  @Test
  void writesAllInOneCommitWithTriggerOnce() {
    // Given
    for (int i = 0; i < 20; i++) {
      pipeline.add(i + ".json", order("a" + i, i));
    }

    // When
    RunSummary summary = pipeline.run("once");

    // Then
    assertThat(TableQuery.count(pipeline.table("lines"))).isEqualTo(20);
    assertThat(summary.tables().get(0).commits()).isEqualTo(1);
  }

  @Test
  void readsATopicUpToItsEndAtTheStart() {
    // Given
    PipelineFolder ofTopic =
        onSharedKafka(LINES.replaceAll("(?m)^ *files:.*$", "    partitions: 1"));
    String topic = ofTopic.plan().sources().get(0).topic();
    kafka.create(topic, 1);
    kafka.produce(topic, List.of(order("a", 1)), List.of(order("b", 2)));
    kafka.produceAborted(topic, List.of(order("never", 0)));

    // When
    ofTopic.run("available_now");

    // Then
    assertThat(lines()).containsExactly("a, 1", "b, 2");
  }

  @Test
  void watchesUntilItIsStoppedAndGoesOnFromThere() {
    // Given
    SilentListener listener = new SilentListener();
    try (BackgroundRun run = BackgroundRun.of(pipeline.start("default", listener))) {
      pipeline.add("1.json", order("a", 1));
      awaitOneLine();

      // When
      RunSummary summary = run.stop();

      // Then
      assertThat(summary.tables().get(0).rows()).isEqualTo(1);
    }
    pipeline.add("2.json", order("b", 2));
    pipeline.run("available_now");
    assertThat(lines()).containsExactly("a, 1", "b, 2");
  }

  @Test
  void aWatchWaitsForAFolderThatIsNotThere() throws IOException {
    // Given
    Files.delete(pipeline.in());
    SilentListener listener = new SilentListener();
    try (BackgroundRun run = BackgroundRun.of(pipeline.start("default", listener))) {
      await().atMost(Duration.ofSeconds(30)).until(() -> !listener.waiting().isEmpty());

      // When
      Files.createDirectory(pipeline.in());
      pipeline.add("1.json", order("a", 1));

      // Then
      awaitOneLine();
      assertThat(run.isRunning()).isTrue();
      assertThat(listener.waiting())
          .singleElement()
          .asString()
          .startsWith(pipeline.in() + ": there is no such folder");
    }
  }

  @Test
  void aBoundedRunWritesNothingWhenAFolderIsMissing() throws IOException {
    Files.delete(pipeline.in());

    assertThatThrownBy(() -> pipeline.run("available_now"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(pipeline.in() + ": there is no such folder");
    assertThat(pipeline.data()).doesNotExist();
    assertThat(pipeline.table("lines")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"available_now", "default"})
  void aPathThatNoFileSystemReadsIsAProblemOfTheFile(String trigger) {
    PipelineFolder elsewhere = onSharedKafka(LINES.replace("DIR/in", "nosuch://host/in"));

    assertThatThrownBy(() -> elsewhere.run(trigger))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("nosuch://host/in: can't be read as a path or glob: there is no")
        .hasMessageContaining("No FileSystem for scheme \"nosuch\"");
    assertThat(elsewhere.data()).doesNotExist();
  }

  @Test
  void refusesADataFolderThatAnotherRunUses() {
    try (FolderLock other = FolderLock.take(pipeline.data())) {
      assertThat(other).isNotNull();
      assertThatThrownBy(() -> pipeline.run("available_now"))
          .isInstanceOf(UserException.class)
          .hasMessageContaining(pipeline.data() + ": the process with pid");
    }
  }

  @Test
  void readsNothingWhenATableHasAnotherSchema() {
    // Given
    pipeline.add("1.json", order("a", 1));
    DeltaTable.create(
        pipeline.table("lines").toString(),
        new TableDefinition(StructType.fromDdl("other STRING"), List.of()));

    // When
    assertThatThrownBy(() -> pipeline.run("available_now"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(pipeline.table("lines").toString());

    // Then
    assertThat(kafka.readValues(pipeline.plan().sources().get(0).topic())).isEmpty();
  }

  @Test
  void refusesATopicWithOtherPartitions() {
    String topic = pipeline.plan().sources().get(0).topic();
    kafka.create(topic, 3);

    assertThatThrownBy(() -> pipeline.run("available_now"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("topic " + topic + ": has 3 partitions, but the pipeline says 4")
        .hasMessageContaining("partitions: 3");
  }

  @Test
  void makesTopicsWithTheReplicasThatAreAskedForAndSaysWhenThatIsTooMany() {
    // Given
    PipelineFolder greedy =
        new PipelineFolder(
            root,
            new KafkaAccess.Operated(kafka.bootstrapServers(), Map.of(), Optional.of((short) 2)),
            named(LINES));

    // Then
    assertThatThrownBy(() -> greedy.run("available_now"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("topic " + greedy.plan().sinks().get(0).topic() + ": can't be made")
        .hasMessageContaining("replication factor")
        .hasMessageContaining("ask for no more replicas than there are brokers");
  }

  @Test
  void endsWithTheTopicsNameAndIdWhenOneIsDeletedMeanwhile() throws Exception {
    // Given
    pipeline.add("1.json", order("a", 1));
    String topic = pipeline.plan().sinks().get(0).topic();
    try (BackgroundRun run = BackgroundRun.of(pipeline.start("default", new SilentListener()))) {
      await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions() // until the table is there
          .until(() -> lines().size() == 1);
      String id =
          kafka
              .admin()
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get()
              .get(topic)
              .topicId()
              .toString();

      // When
      kafka.admin().deleteTopics(List.of(topic)).all().get();

      // Then
      assertThatThrownBy(run::await)
          .isInstanceOf(UserException.class)
          .hasMessage(
              "topic %s: was deleted (its id was %s) while the pipeline runs; see what 'tidemark"
                      .formatted(topic, id)
                  + " new-epoch PIPELINE' would do");
    }
  }

  @Test
  void namesTheBrokerThatCannotBeReached() throws IOException {
    int unused;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = socket.getLocalPort();
    }
    PipelineFolder unreachable = new PipelineFolder(root, "127.0.0.1:" + unused, named(LINES));

    assertThatThrownBy(() -> unreachable.run("available_now"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("127.0.0.1:" + unused + ": Kafka can't be reached");
  }

  @Test
  void keepsItsTopicsInTheEmbeddedBroker() {
    // Given
    PipelineFolder embedded =
        new PipelineFolder(root, new KafkaAccess.Embedded(0), LINES.replace("NAME", "orders"));
    embedded.add("1.json", order("a", 1));
    embedded.run("available_now");
    embedded.add("2.json", order("b", 2));

    // When
    RunSummary summary = embedded.run("available_now");

    // Then
    assertThat(lines()).containsExactly("a, 1", "b, 2");
    assertThat(summary.sources().get(0).records()).isEqualTo(1);
  }

  private PipelineFolder onSharedKafka(String yaml) {
    return new PipelineFolder(root, kafka.bootstrapServers(), named(yaml));
  }

  private static String named(String yaml) {
    return yaml.replace("NAME", TestKafka.unique("run"));
  }

  private static String order(String id, int amount) {
    return "{\"id\": \"%s\", \"amount\": %d}".formatted(id, amount);
  }

  private void awaitOneLine() {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(UserException.class) // until the table is there
        .untilAsserted(() -> assertThat(lines()).hasSize(1));
  }

  private List<String> lines() {
    return TableQuery.rows(pipeline.table("lines"), "SELECT id, amount FROM t ORDER BY id");
  }

  /** The files of the dead letters of which that is true. */
  private List<String> setAside(String condition) {
    return TableQuery.rows(
        pipeline.table("orders_dead_letter"), "SELECT file FROM t WHERE " + condition);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private List<String> deadLetters() {
    return TableQuery.rows(
        pipeline.table("orders_dead_letter"), "SELECT file, decode(value) FROM t ORDER BY file");
  }
}
