package io.tidemark.run;

import io.tidemark.topology.build.StreamsSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * How far the state of this process's tables has been read again from their changelogs. A partition
 * that is given away meanwhile, or comes back later, counts for what was read of it. Told on the
 * threads that restore, asked from any.
 */
final class StateRestores implements StateRestoreListener {

  private final Map<String, String> tableOfStore = new HashMap<>();
  private final Map<String, Map<TopicPartition, Part>> parts = new LinkedHashMap<>();

  /** What was read of earlier times that a partition was restored is in {@code earlier}. */
  private record Part(long from, long to, long position, long records, long earlier) {

    Part at(long next, long more) {
      return new Part(from, to, Math.min(next, to), records + more, earlier);
    }
  }

  /**
   * @param tables whose stores are listened for; others are of no interest
   */
  StateRestores(Collection<String> tables) {
    tables.forEach(table -> tableOfStore.put(StreamsSettings.store(table), table));
  }

  @Override
  public synchronized void onRestoreStart(
      TopicPartition partition, String store, long startingOffset, long endingOffset) {
    parts(store)
        .compute(
            partition,
            (p, old) ->
                new Part(
                    startingOffset,
                    Math.max(startingOffset, endingOffset),
                    startingOffset,
                    old == null ? 0 : old.records(),
                    old == null ? 0 : done(old)));
  }

  @Override
  public synchronized void onBatchRestored(
      TopicPartition partition, String store, long batchEndOffset, long numRestored) {
    parts(store).computeIfPresent(partition, (p, part) -> part.at(batchEndOffset + 1, numRestored));
  }

  /** At the end there may be offsets without records. */
  @Override
  public synchronized void onRestoreEnd(TopicPartition partition, String store, long records) {
    parts(store).computeIfPresent(partition, (p, part) -> part.at(part.to(), 0));
  }

  @Override
  public synchronized void onRestoreSuspended(
      TopicPartition partition, String store, long records) {
    parts(store)
        .computeIfPresent(
            partition,
            (p, part) ->
                new Part(
                    part.from(), part.position(), part.position(), part.records(), part.earlier()));
  }

  private Map<TopicPartition, Part> parts(String store) {
    return parts.computeIfAbsent(store, s -> new HashMap<>());
  }

  /** Of the tables of which anything was to be restored, in the order in which that began. */
  synchronized List<RestoreSummary> summaries() {
    List<RestoreSummary> summaries = new ArrayList<>();
    parts.forEach(
        (store, partitions) -> {
          String table = tableOfStore.get(store);
          if (table != null) {
            summaries.add(summary(table, partitions.values()));
          }
        });
    return summaries.stream().filter(summary -> summary.total() > 0).toList();
  }

  private static RestoreSummary summary(String table, Collection<Part> partitions) {
    long records = 0;
    long done = 0;
    long total = 0;
    for (Part part : partitions) {
      records += part.records();
      done += done(part);
      total += part.earlier() + part.to() - part.from();
    }
    return new RestoreSummary(table, records, done, total);
  }

  private static long done(Part part) {
    return part.earlier() + part.position() - part.from();
  }
}
