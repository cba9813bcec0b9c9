package io.tidemark.topology.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.row.DeadLetter;
import io.tidemark.row.RecordHeaders;
import io.tidemark.row.Row;
import io.tidemark.row.RowBatchCodec;
import io.tidemark.row.RowChange;
import io.tidemark.row.StructType;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SinkPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** A pipeline of one partition per source, in Kafka's test driver. */
final class PipelineDriver implements AutoCloseable {

  private final PipelinePlan plan;
  private final TopologyTestDriver driver;
  private final KnownEnds ends = new KnownEnds();
  private final Map<String, Long> written = new HashMap<>();
  final PipelineProgress progress;

  PipelineDriver(PipelinePlan plan, Path stateDir) {
    this.plan = plan;
    this.progress = new PipelineProgress(plan);
    RuntimeServices services =
        new RuntimeServices((partition, last) -> OptionalLong.of(last + 1), ends, progress);
    Properties config =
        new StreamsSettings(plan.name(), "unused:1", "test", stateDir, 1, Map.of()).properties();
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    this.driver =
        new TopologyTestDriver(
            TopologyBuilder.build(plan, services), config, Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** A record is produced to a source's topic and processed. */
  void pipe(String source, String json) {
    pipe(source, new TestRecord<>(null, json.getBytes(StandardCharsets.UTF_8)));
  }

  void pipe(String source, TestRecord<byte[], byte[]> record) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(
            topic(source), new ByteArraySerializer(), new ByteArraySerializer());
    long end = written.merge(topic(source), 1L, Long::sum);
    ends.set(new TopicPartition(topic(source), 0), new SourceEnds.End(end, end));
    input.pipeInput(record);
  }

  static TestRecord<byte[], byte[]> fromFile(String json, String file, long position) {
    TestRecord<byte[], byte[]> record =
        new TestRecord<>(
            "k".getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8));
    record
        .headers()
        .add(new RecordHeader(RecordHeaders.FILE, file.getBytes(StandardCharsets.UTF_8)));
    record
        .headers()
        .add(
            new RecordHeader(
                RecordHeaders.POSITION, Long.toString(position).getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  private String topic(String source) {
    return plan.sources().stream()
        .filter(s -> s.name().equals(source))
        .findFirst()
        .orElseThrow()
        .topic();
  }

  /** A record is in a source's topic, and is not read yet. */
  void leaveUnread(String source) {
    long end = written.getOrDefault(topic(source), 0L) + 1;
    ends.set(new TopicPartition(topic(source), 0), new SourceEnds.End(end, end));
  }

  /** Time passes, so that positions are told, ends asked for, and windows closed. */
  void settle() {
    pass(Duration.ofSeconds(5));
  }

  /** So much wall-clock time passes, second by second. */
  void pass(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      driver.advanceWallClockTime(Duration.ofSeconds(1));
    }
  }

  /** The rows sent to a table since this was last asked. */
  List<Row> rows(String table) {
    return rows(table, SinkPlan.Kind.TABLE);
  }

  List<Row> late(String table) {
    return rows(table, SinkPlan.Kind.LATE);
  }

  List<Row> deadLetters(String source) {
    return rows(source, SinkPlan.Kind.DEAD_LETTER);
  }

  /** A column of dead letters. */
  static Object value(Row letter, String column) {
    return letter.value(DeadLetter.SCHEMA.find(column).orElseThrow());
  }

  private List<Row> rows(String name, SinkPlan.Kind kind) {
    SinkPlan sink =
        plan.sinks().stream()
            .filter(s -> s.name().equals(name) && s.kind() == kind)
            .findFirst()
            .orElseThrow();
    return batches(sink.topic(), sink.schema()).stream().flatMap(List::stream).toList();
  }

  /** The changes sent to a table since this was last asked: as text, the kind before each row. */
  List<String> changes(String table) {
    SinkPlan sink =
        plan.sinks().stream().filter(s -> s.id().equals(table)).findFirst().orElseThrow();
    TestOutputTopic<byte[], byte[]> output =
        driver.createOutputTopic(
            sink.topic(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    RowBatchCodec codec = new RowBatchCodec(sink.schema());
    List<String> changes = new ArrayList<>();
    for (TestRecord<byte[], byte[]> record : output.readRecordsToList()) {
      String kind = new String(record.headers().lastHeader(RowChange.HEADER).value(), UTF_8);
      codec.decode(record.value()).forEach(row -> changes.add(kind + " " + row));
    }
    return changes;
  }

  /** The record values of a topic, each as its rows. */
  List<List<Row>> batches(String topic, StructType schema) {
    TestOutputTopic<byte[], byte[]> output =
        driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    RowBatchCodec codec = new RowBatchCodec(schema);
    List<List<Row>> batches = new ArrayList<>();
    output.readValuesToList().forEach(value -> batches.add(codec.decode(value)));
    return batches;
  }

  @Override
  public void close() {
    driver.close();
  }
}
