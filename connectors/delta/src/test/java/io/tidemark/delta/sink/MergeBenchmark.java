package io.tidemark.delta.sink;

import static io.tidemark.delta.sink.SinkHarness.partition;

import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * How long a commit of 1,000 changed keys takes in tables of output mode update of several sizes:
 * neighbours, and keys from everywhere; run by hand: {@code java
 * io.tidemark.delta.sink.MergeBenchmark [keys ...]}. The median of some commits, after others that
 * warm up.
 */
final class MergeBenchmark {

  private static final StructType SCHEMA =
      StructType.fromDdl("id BIGINT, name STRING, orders BIGINT, revenue DOUBLE");

  private static final int CHANGED = 1_000;
  private static final int ROWS_A_RECORD = 500;
  private static final int WARM_UP = 10;
  private static final int MEASURED = 11;

  private long offset;

  private MergeBenchmark() {}

  public static void main(String[] args) throws Exception {
    List<Integer> sizes =
        args.length == 0
            ? List.of(10_000, 100_000, 1_000_000)
            : Arrays.stream(args).map(Integer::valueOf).toList();
    new MergeBenchmark().measure(10_000, "8192"); // so that the first isn't the slowest
    for (String fileRows : List.of("8192", "1048576")) {
      for (int keys : sizes) {
        System.out.println(new MergeBenchmark().measure(keys, fileRows));
      }
    }
  }

  private String measure(int keys, String fileRows) throws Exception {
    Path table = Files.createTempDirectory("merge-benchmark").resolve("table");
    Map<String, String> config = new HashMap<>(SinkHarness.config(table, SCHEMA));
    config.put("output.mode", "update");
    config.put("merge.keys", "id");
    config.put("merge.max.rows", Integer.toString(keys + 1));
    config.put("merge.file.rows", fileRows);
    config.put("trigger", "once");
    DeltaSinkTask task = new SinkHarness().start(config, Clock.systemUTC());
    task.open(List.of(partition(0)));
    Random random = new Random(7);
    double first = commit(task, LongStream.range(0, keys).toArray());
    double near =
        median(
            task,
            () -> {
              int from = random.nextInt(keys - CHANGED);
              return LongStream.range(from, from + CHANGED).toArray();
            });
    double anywhere = median(task, () -> random.longs(0, keys).distinct().limit(CHANGED).toArray());
    task.stop();
    String line =
        "merge.file.rows %s, %,d keys: first commit %.0f ms, 1,000 neighbours %.1f ms, 1,000 random"
            + " keys %.1f ms";
    return line.formatted(fileRows, keys, first, near, anywhere);
  }

  private interface Keys {
    long[] next();
  }

  private double median(DeltaSinkTask task, Keys keys) {
    double[] millis = new double[MEASURED];
    for (int i = -WARM_UP; i < MEASURED; i++) {
      double took = commit(task, keys.next());
      if (i >= 0) {
        millis[i] = took;
      }
    }
    Arrays.sort(millis);
    return millis[MEASURED / 2];
  }

  /** Milliseconds, without the taking of the records. */
  private double commit(DeltaSinkTask task, long[] ids) {
    for (int i = 0; i < ids.length; i += ROWS_A_RECORD) {
      Row[] rows =
          Arrays.stream(ids, i, Math.min(ids.length, i + ROWS_A_RECORD))
              .mapToObj(id -> Row.of(id, "customer " + id % 977, offset, id * 0.25 + offset))
              .toArray(Row[]::new);
      SinkRecord record = SinkHarness.record(SCHEMA, 0, offset++, rows);
      task.put(List.of(record));
    }
    long begun = System.nanoTime();
    task.preCommit(Map.of());
    return (System.nanoTime() - begun) / 1e6;
  }
}
