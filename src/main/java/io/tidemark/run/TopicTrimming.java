package io.tidemark.run;

import io.tidemark.checkpoint.PipelineNames;
import io.tidemark.topology.plan.PipelinePlan;
import io.tidemark.topology.plan.SourcePlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes from the topics that Tidemark writes what all of their readers have committed; of a
 * source's topic, which others may read too, only what is a week old besides. These topics have no
 * retention by time, so that no row expires before it was read.
 *
 * <p>What a group has committed is never ahead of what its sink has durably written. Works on a
 * thread of its own, soon after the start, for what the last run has left, and then regularly.
 */
final class TopicTrimming implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicTrimming.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long FIRST_AFTER_SECONDS = 1;
  private static final long EVERY_SECONDS = 30;

  private final Admin admin;
  private final InstantSource clock;
  private final Map<String, Set<String>> readers;
  private final List<SourcePlan> sources;
  private final String topology;
  private final Map<TopicPartition, Long> trimmed = new HashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "trim-topics"));

  private boolean isAllowed = true;

  TopicTrimming(PipelinePlan plan, Admin admin, InstantSource clock) {
    PipelineNames names = new PipelineNames(plan);
    this.admin = admin;
    this.clock = clock;
    this.readers = names.readersBetween();
    this.sources = plan.sources().stream().filter(SourcePlan::isWrittenHere).toList();
    this.topology = names.topologyGroup();
  }

  void begin() {
    thread.scheduleWithFixedDelay(this::trim, FIRST_AFTER_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /** Ends at once; what it was doing is done or not, and the next run will do it. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** Deletes what can go now. What Kafka does not do now is tried again, unless it never will. */
  void trim() {
    if (!isAllowed) {
      return;
    }
    try {
      Map<TopicPartition, Long> read = read();
      read.entrySet().removeIf(e -> e.getValue() <= trimmed.getOrDefault(e.getKey(), 0L));
      Map<TopicPartition, RecordsToDelete> records = new HashMap<>();
      read.forEach((partition, next) -> records.put(partition, RecordsToDelete.beforeOffset(next)));
      admin.deleteRecords(records).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      trimmed.putAll(read);
    } catch (ExecutionException e) {
      failed(e.getCause());
    } catch (TimeoutException e) {
      failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void failed(Throwable cause) {
    if (cause instanceof AuthorizationException) {
      isAllowed = false;
      LOG.warn(
          "what was read stays in the pipeline's topics, which grow: give this user the right to "
              + "delete records of {} ({})",
          readers.keySet(),
          cause.getMessage());
    } else {
      LOG.debug("nothing was deleted from the pipeline's topics now", cause);
    }
  }

  /** Before which offset all records can go. */
  private Map<TopicPartition, Long> read()
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed();
    Map<TopicPartition, Long> read = new HashMap<>();
    readers.forEach(
        (topic, groups) ->
            committed.get(groups.iterator().next()).keySet().stream()
                .filter(p -> p.topic().equals(topic))
                .forEach(p -> read.put(p, leastOf(groups, committed, p))));
    Map<TopicPartition, OffsetAndMetadata> ofTopology = committed.get(topology);
    weekOld(ofTopology.keySet())
        .forEach((p, old) -> read.put(p, Math.min(old, next(ofTopology, p))));
    return read;
  }

  private static long leastOf(
      Set<String> groups,
      Map<String, Map<TopicPartition, OffsetAndMetadata>> committed,
      TopicPartition partition) {
    return groups.stream().mapToLong(g -> next(committed.get(g), partition)).min().orElse(0);
  }

  private static long next(
      Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
    OffsetAndMetadata offset = committed.get(partition);
    return offset == null ? 0 : offset.offset();
  }

  private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed()
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
    groups.put(topology, new ListConsumerGroupOffsetsSpec());
    readers
        .values()
        .forEach(of -> of.forEach(g -> groups.put(g, new ListConsumerGroupOffsetsSpec())));
    return admin
        .listConsumerGroupOffsets(groups)
        .all()
        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Of the sources' topics, the offset of the first record that is younger than a week. */
  private Map<TopicPartition, Long> weekOld(Set<TopicPartition> read)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<String> topics = sources.stream().map(SourcePlan::topic).toList();
    List<TopicPartition> partitions = new ArrayList<>(read);
    partitions.removeIf(p -> !topics.contains(p.topic()));
    long weekAgo = clock.millis() - SourcePlan.KEPT_AFTER_READING.toMillis();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(p -> asked.put(p, OffsetSpec.forTimestamp(weekAgo)));
    Map<TopicPartition, Long> old = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found :
        admin.listOffsets(asked).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).entrySet()) {
      long offset = found.getValue().offset();
      old.put(found.getKey(), offset < 0 ? Long.MAX_VALUE : offset); // none is younger
    }
    return old;
  }
}
