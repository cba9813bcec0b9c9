package io.tidemark.delta.sink;

import static io.tidemark.delta.sink.SinkHarness.partition;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.delta.KernelTable;
import io.tidemark.row.Row;
import io.tidemark.row.RowChange;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.connect.sink.SinkRecord;

/** Random changes in random batches with random restarts, against a map. */
class MergePropertyTest {

  private static final StructType SCHEMA =
      StructType.fromDdl("total BIGINT, day DATE, name STRING");
  private static final String[] FILE_ROWS = {"2", "5", "8192"};
  private static final String[] NAMES = {null, "", "a", "é", "😀", "x".repeat(40), "x".repeat(41)};

  @Property(tries = 16, shrinking = ShrinkingMode.OFF)
  void theTableIsWhatAMapWouldBe(@ForAll long seed) throws IOException {
    // Given
    Random random = new Random(seed);
    Path path = Files.createTempDirectory("merge").resolve("table");
    Map<String, String> config = new HashMap<>(SinkHarness.config(path, SCHEMA));
    config.put("output.mode", random.nextBoolean() ? "update" : "complete");
    config.put("merge.keys", random.nextBoolean() ? "day,name" : "name,day");
    config.put("merge.file.rows", FILE_ROWS[random.nextInt(FILE_ROWS.length)]);
    config.put("target.file.size.bytes", random.nextBoolean() ? "1024" : "1048576");
    if (random.nextBoolean()) {
      config.put("partition.columns", "day");
    }
    Map<List<Object>, Row> expected = new HashMap<>();
    List<SinkRecord> topic = changes(random, expected);

    // When
    run(topic, config, random);

    // Then
    assertThat(new KernelTable(path).rows(SCHEMA))
        .containsExactlyInAnyOrderElementsOf(expected.values());
  }

  /** Restarts read again from where the task asks for, some of them after rows were taken. */
  private static void run(List<SinkRecord> topic, Map<String, String> config, Random random) {
    int next = 0;
    while (next < topic.size()) {
      SinkHarness worker = new SinkHarness();
      DeltaSinkTask task = worker.start(config, Clock.systemUTC());
      task.open(List.of(partition(0)));
      next = worker.rewinds.get(partition(0)).intValue();
      boolean isRestarted = false;
      while (next < topic.size() && !isRestarted) {
        int end = Math.min(topic.size(), next + 1 + random.nextInt(8));
        task.put(topic.subList(next, end));
        next = end;
        isRestarted = random.nextInt(6) == 0;
        if (!isRestarted || next == topic.size()) {
          task.preCommit(Map.of());
        }
      }
      task.stop();
    }
  }

  private static List<SinkRecord> changes(Random random, Map<List<Object>, Row> expected) {
    List<SinkRecord> topic = new ArrayList<>();
    for (int offset = 0; offset < 40; offset++) {
      boolean isDelete = random.nextInt(4) == 0;
      Row[] rows = new Row[1 + random.nextInt(6)];
      for (int i = 0; i < rows.length; i++) {
        rows[i] =
            Row.of(
                random.nextLong(),
                random.nextInt(5) == 0 ? null : 19_000 + random.nextInt(4),
                NAMES[random.nextInt(NAMES.length)]);
        List<Object> key = java.util.Arrays.asList(rows[i].value(1), rows[i].value(2));
        if (isDelete) {
          expected.remove(key);
        } else {
          expected.put(key, rows[i]);
        }
      }
      SinkRecord record = SinkHarness.record(SCHEMA, 0, offset, rows);
      if (isDelete) {
        record.headers().addBytes(RowChange.HEADER, RowChange.DELETE.headerValue());
      }
      topic.add(record);
    }
    return topic;
  }
}
