package io.tidemark.target;

import io.tidemark.host.HostServices;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;

/** Reads the records of a planned batch from Kafka, partition by partition. For one thread. */
final class RecordRange implements Iterator<BatchRecord>, AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final TargetSpec spec;
  private final BatchPlan plan;
  private final Consumer<byte[], byte[]> consumer;
  private final ArrayDeque<Integer> partitions;
  private final ArrayDeque<BatchRecord> read = new ArrayDeque<>();

  RecordRange(TargetSpec spec, BatchPlan plan, HostServices host) {
    this.spec = spec;
    this.plan = plan;
    this.consumer = host.clients().exactReader(spec.name() + "-reader");
    this.partitions = new ArrayDeque<>(plan.to().keySet());
  }

  @Override
  public boolean hasNext() {
    while (read.isEmpty() && !partitions.isEmpty()) {
      readOn(partitions.element());
    }
    return !read.isEmpty();
  }

  @Override
  public BatchRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return read.remove();
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void readOn(int number) {
    TopicPartition partition = new TopicPartition(spec.sink().topic(), number);
    long end = plan.to().getOrDefault(number, 0L);
    if (!consumer.assignment().contains(partition)) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, plan.from().getOrDefault(number, 0L));
    }
    try {
      if (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() < end) {
            read.add(BatchRecord.of(record));
          }
        }
      }
    } catch (InvalidOffsetException e) {
      throw gone(e, Map.of(number, plan.from().getOrDefault(number, 0L)));
    }
    if (consumer.position(partition) >= end) {
      partitions.remove();
    }
  }

  private UserException gone(InvalidOffsetException cause, Map<Integer, Long> from) {
    return new UserException(
        new Problem(
            "table " + spec.sink().id(),
            "rows of batch %d are not in topic %s any more (by partition, from offset %s on)"
                .formatted(plan.id(), spec.sink().topic(), from),
            "they were deleted before the batch was written: give the topic a longer retention.ms"),
        cause);
  }
}
