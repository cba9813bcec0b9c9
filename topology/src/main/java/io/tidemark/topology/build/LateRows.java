package io.tidemark.topology.build;

import io.tidemark.row.Row;
import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.window.Aggregation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Rows that came too late for all of their windows, as they are kept. Owned by a task. */
final class LateRows {

  private final RecordOutput output;
  private final int width;
  private final long delayMicros;
  private final List<Row> rows = new ArrayList<>();

  LateRows(AggregationPlan plan, RecordOutput output) {
    this.output = output;
    this.width = plan.lateSchema().size();
    this.delayMicros = plan.delay().toSeconds() * 1_000_000 + plan.delay().toNanosPart() / 1000;
  }

  /**
   * Adds a row of the groups schema, with the last window that it belongs to. Its lateness is how
   * far it is behind the event time reached: more than the delay.
   */
  void add(Row row, Aggregation windows, TopicPartition source, long offset) {
    long time = Aggregation.eventTime(row);
    Aggregation.Span window = windows.lastWindow(row);
    @Nullable Object[] values = Arrays.copyOf(row.toArray(), width);
    int at = row.size();
    values[at++] = window.start();
    values[at++] = window.end();
    values[at++] = windows.watermark();
    values[at++] = Math.floorDiv(windows.watermark() + delayMicros - time, 1000L);
    values[at++] = source.topic();
    values[at++] = source.partition();
    values[at] = offset;
    rows.add(Row.wrap(values));
  }

  /** Sends what was added; how many rows. */
  int send(Target target) {
    int count = rows.size();
    output.send(rows, target);
    rows.clear();
    return count;
  }
}
