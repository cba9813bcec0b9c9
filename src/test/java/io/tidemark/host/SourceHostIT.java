package io.tidemark.host;

import static io.tidemark.testing.TestKafka.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.row.problem.UserException;
import io.tidemark.testing.ChildJvm;
import io.tidemark.testing.TestKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceHostIT {

  /** Larger than 1000 bytes however it is compressed. */
  private static final String LARGE =
      new Random(1)
          .ints(5000, ' ', 'z')
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();

  @TempDir Path folder;

  private TestKafka kafka;
  private HostServices host;
  private String topic;
  private String offsetsTopic;
  private String name;

  @BeforeEach
  void connect() {
    kafka = TestKafka.shared();
    HostClients clients = new HostClients(kafka.bootstrapServers(), Map.of());
    host = new HostServices(clients, kafka.admin(), new HostMetrics());
    topic = kafka.topic("numbers", 1);
    offsetsTopic = kafka.topic("offsets", 1);
    name = unique("source");
  }

  @AfterEach
  void disconnect() {
    host.metrics().close();
    kafka.close();
  }

  @Test
  void publishesAllAndEndsWhenExhausted() throws Exception {
    runToTheEnd(CountingSource::new, 25);

    assertThat(kafka.readValues(topic)).isEqualTo(numbers(25));
  }

  @Test
  void goesOnFromTheStoredOffset() throws Exception {
    runToTheEnd(CountingSource::new, 25);

    runToTheEnd(CountingSource::new, 40);

    assertThat(kafka.readValues(topic)).isEqualTo(numbers(40));
  }

  @Test
  void storesOffsetsAsAConnectWorkerReadsThem() throws Exception {
    runToTheEnd(CountingSource::new, 25);

    ConsumerRecord<byte[], byte[]> last =
        kafka.read(offsetsTopic).stream().reduce((a, b) -> b).orElseThrow();
    assertThat(connectConverter(true).toConnectData("", last.key()).value())
        .isEqualTo(List.of(name, CountingSource.PARTITION));
    assertThat(connectConverter(false).toConnectData("", last.value()).value())
        .isEqualTo(Map.of("next", 25L));
  }

  @Test
  void readsOffsetsThatAConnectWorkerStored() {
    byte[] key =
        connectConverter(true).fromConnectData("", null, List.of(name, CountingSource.PARTITION));
    byte[] value = connectConverter(false).fromConnectData("", null, Map.of("next", 7L));

    assertThat(OffsetCodec.key(name, CountingSource.PARTITION)).isEqualTo(key);
    assertThat(OffsetCodec.identity(name, key))
        .contains(OffsetCodec.identity(CountingSource.PARTITION));
    assertThat(OffsetCodec.offset(value)).isEqualTo(Map.of("next", 7L));
  }

  @Test
  void acknowledgesEachTransactionAndStopsTheTaskOnce() throws Exception {
    CountingSource task = new CountingSource();

    runToTheEnd(() -> task, 25);

    assertThat(task.calls()).containsExactly("start", "commit", "commit", "commit", "stop");
  }

  @Test
  void publishesNothingTwiceAfterAKillInMidTransaction() throws Exception {
    // Given
    try (ChildJvm killed =
        ChildJvm.start(
            folder.resolve("killed.log"),
            List.of("-Dtidemark.failpoint=host.before-transaction-end"),
            SourceProcess.class,
            kafka.bootstrapServers(),
            name,
            topic,
            offsetsTopic,
            "25",
            "10")) {
      assertThat(killed.awaitExit()).isEqualTo(137);
    }

    // When
    runToTheEnd(CountingSource::new, 25);

    // Then
    assertThat(kafka.readValues(topic)).isEqualTo(numbers(25));
  }

  @Test
  void aSecondOwnerFencesTheFirstOff() throws Exception {
    SourceHost first = hosted(Endless::new, 0, SourceSpec.End.NEVER);
    SourceHost second = hosted(CountingSource::new, 10, SourceSpec.End.WHEN_EXHAUSTED);
    try (first;
        second) {
      first.start();
      await().until(() -> !kafka.readValues(topic).isEmpty());

      second.start();

      assertThatThrownBy(() -> first.end().toCompletableFuture().get(30, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith(name + ": ")
          .hasMessageContaining("another process has taken this source over");
      second.end().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void storesAnOffsetWithoutARecord() throws Exception {
    runToTheEnd(OffsetOnly::new, 0);

    assertThat(kafka.readValues(topic)).isEmpty();
    assertThat(kafka.readValues(offsetsTopic)).containsExactly("{\"next\":7}");
  }

  @Test
  void publishesASubstituteForARecordThatIsTooLargeForItsTopic() throws Exception {
    String small = kafka.topic("small", 1, Map.of("max.message.bytes", "1000"));
    SourceSpec.Substitute substitute =
        (refused, reason) -> Optional.of(record(refused.topic(), "set aside: " + reason));
    SourceSpec spec =
        new SourceSpec(
            name,
            () -> new Once(record(small, "a"), record(small, LARGE), record(small, "b")),
            Map.of("topic", small),
            offsetsTopic,
            SourceSpec.End.WHEN_EXHAUSTED,
            substitute);

    try (SourceHost source = new SourceHost(spec, host)) {
      source.start();
      source.end().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    assertThat(kafka.readValues(small)).hasSize(3).contains("a", "b");
    assertThat(kafka.readValues(small).get(1)).startsWith("set aside: ");
    assertThat(kafka.readValues(offsetsTopic)).containsExactly("{\"next\":1}");
  }

  @Test
  void failsWhenARecordIsTooLargeAndHasNoSubstitute() throws Exception {
    String small = kafka.topic("small", 1, Map.of("max.message.bytes", "1000"));
    SourceHost source = hosted(() -> new Once(record(small, LARGE)), 0, SourceSpec.End.NEVER);

    source.start();

    assertThatThrownBy(() -> source.end().toCompletableFuture().get(30, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(UserException.class)
        .hasMessageContaining("larger than the max");
    source.close();
  }

  private static SourceRecord record(String topic, String value) {
    return new SourceRecord(
        CountingSource.PARTITION,
        Map.of("next", 1L),
        topic,
        Schema.OPTIONAL_BYTES_SCHEMA,
        value.getBytes(UTF_8));
  }

  @Test
  void pollsAgainAfterARetriableFailure() throws Exception {
    runToTheEnd(FailingOnce::new, 0);

    assertThat(kafka.readValues(topic)).containsExactly("once");
  }

  @Test
  void endsWithTheTasksOwnProblem() {
    SourceHost source = hosted(Broken::new, 0, SourceSpec.End.NEVER);

    source.start();

    assertThatThrownBy(() -> source.end().toCompletableFuture().get(30, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(UserException.class)
        .hasMessage("orders.json: it is upside down");
  }

  @Test
  void stopsATaskThatWaits() throws Exception {
    SourceHost source = hosted(CountingSource::new, 5, SourceSpec.End.NEVER);
    source.start();
    await().until(() -> kafka.readValues(topic).size() == 5);

    source.close();

    assertThat(source.end().toCompletableFuture()).isCompleted();
  }

  @Test
  void neitherStartsNorStopsATaskThatWasStoppedBefore() throws Exception {
    CountingSource task = new CountingSource();
    SourceHost source = hosted(() -> task, 5, SourceSpec.End.NEVER);
    source.stop();

    source.start();

    source.end().toCompletableFuture().get(30, TimeUnit.SECONDS);
    assertThat(task.calls()).isEmpty();
  }

  private void runToTheEnd(Supplier<SourceTask> task, int until) throws Exception {
    try (SourceHost source = hosted(task, until, SourceSpec.End.WHEN_EXHAUSTED)) {
      source.start();
      source.end().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  private SourceHost hosted(Supplier<? extends SourceTask> task, int until, SourceSpec.End end) {
    Map<String, String> config = CountingSource.config(topic, until, 10);
    return new SourceHost(new SourceSpec(name, task, config, offsetsTopic, end), host);
  }

  private static List<String> numbers(int until) {
    return IntStream.range(0, until).mapToObj(Integer::toString).toList();
  }

  private static JsonConverter connectConverter(boolean isKey) {
    JsonConverter converter = new JsonConverter();
    converter.configure(Map.of("schemas.enable", "false"), isKey);
    return converter;
  }

  /** What the other tasks have in common: configured by the map that the counting one takes. */
  private abstract static class TinySource extends SourceTask {

    private Map<String, String> config = Map.of();
    private volatile boolean isStopped;

    @Override
    public void start(Map<String, String> given) {
      config = given;
    }

    @Override
    public void stop() {
      isStopped = true;
    }

    @Override
    public String version() {
      return "test";
    }

    boolean isStopped() {
      return isStopped;
    }

    SourceRecord record(@Nullable String value, long next) {
      return new SourceRecord(
          CountingSource.PARTITION,
          Map.of("next", next),
          value == null ? null : config.get("topic"),
          null,
          value == null ? null : value.getBytes(UTF_8));
    }
  }

  private static final class Endless extends TinySource {

    private long next;

    @Override
    public @Nullable List<SourceRecord> poll() {
      next++;
      return isStopped() ? null : List.of(record("n", next));
    }
  }

  private static final class OffsetOnly extends TinySource {

    private boolean isDone;

    @Override
    public @Nullable List<SourceRecord> poll() {
      if (isDone) {
        return null;
      }
      isDone = true;
      return List.of(record(null, 7));
    }
  }

  private static final class Once extends TinySource {

    private List<SourceRecord> left;

    private Once(SourceRecord... records) {
      this.left = List.of(records);
    }

    @Override
    public @Nullable List<SourceRecord> poll() {
      List<SourceRecord> returned = left;
      left = List.of();
      return returned.isEmpty() ? null : returned;
    }
  }

  private static final class FailingOnce extends TinySource {

    private int polls;

    @Override
    public @Nullable List<SourceRecord> poll() {
      polls++;
      if (polls == 1) {
        throw new RetriableException("not now");
      }
      return polls == 2 ? List.of(record("once", 1)) : null;
    }
  }

  private static final class Broken extends TinySource {

    @Override
    public List<SourceRecord> poll() {
      throw new UserException(
          new io.tidemark.row.problem.Problem("orders.json", "it is upside down"));
    }
  }
}
