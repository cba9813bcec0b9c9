package io.tidemark.topology.build;

import io.tidemark.row.Row;
import io.tidemark.topology.expression.SelectColumn;
import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.plan.TablePlan;
import io.tidemark.topology.watermark.PartitionReport;
import io.tidemark.topology.window.GroupKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Sends the rows of one source partition to the tasks that aggregate them, by grouping key, and
 * reports of that partition to all of them. Owned by a task.
 */
final class GroupOutput {

  private final RecordOutput output;
  private final int source;
  private final LongSupplier eventTime;
  private final GroupKey key;
  private final List<Target> partitions;

  /** The rows of the record at hand, by partition; empty between records. */
  private final List<List<Row>> divided;

  private final Target everyone;

  private @Nullable PartitionReport broadcast;

  /**
   * @param source index of this source partition among those of the table
   * @param eventTime the greatest seen of this source partition
   */
  GroupOutput(TablePlan table, RecordOutput output, int source, LongSupplier eventTime) {
    this.output = output;
    this.source = source;
    this.eventTime = eventTime;
    this.key = key(table.aggregation().orElseThrow());
    this.partitions = IntStream.range(0, table.partitions()).mapToObj(Target::of).toList();
    this.divided = Stream.<List<Row>>generate(ArrayList::new).limit(table.partitions()).toList();
    this.everyone =
        new Target(IntStream.range(0, table.partitions()).boxed().collect(Collectors.toSet()));
  }

  static GroupKey key(AggregationPlan aggregation) {
    return new GroupKey(aggregation.keys().stream().map(SelectColumn::type).toList());
  }

  /**
   * Sends the rows of a record, one Kafka record per partition that gets any of them.
   *
   * @param position after that record
   */
  void send(List<Row> rows, long position) {
    for (Row row : rows) {
      divided.get(partition(row)).add(row);
    }
    try {
      sendDivided(report(position));
    } finally {
      divided.forEach(List::clear);
    }
  }

  /** All batches are made before the first of them is sent. */
  private void sendDivided(PartitionReport report) {
    List<List<RecordOutput.Batch>> batches = new ArrayList<>(divided.size());
    for (List<Row> ofPartition : divided) {
      batches.add(output.batches(ofPartition));
    }
    for (int i = 0; i < batches.size(); i++) {
      for (RecordOutput.Batch batch : batches.get(i)) {
        output.forward(GroupRecord.encode(report, batch.bytes()), partitions.get(i));
      }
    }
  }

  private PartitionReport report(long position) {
    return new PartitionReport(source, position, eventTime.getAsLong());
  }

  private int partition(Row row) {
    return Utils.toPositive(Utils.murmur2(key.encode(row, 1))) % partitions.size();
  }

  /**
   * Tells all partitions how far the source partition is read, if that is news.
   *
   * @return whether it was
   */
  boolean broadcast(long position) {
    PartitionReport report = report(position);
    if (report.equals(broadcast)) {
      return false;
    }
    broadcast = report;
    output.forward(GroupRecord.encode(report), everyone);
    return true;
  }
}
