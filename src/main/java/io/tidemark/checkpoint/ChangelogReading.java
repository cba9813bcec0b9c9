package io.tidemark.checkpoint;

import io.tidemark.host.HostServices;
import io.tidemark.topology.plan.AggregationPlan;
import io.tidemark.topology.watermark.SavedWatermark;
import io.tidemark.topology.window.OrderedState;
import io.tidemark.topology.window.StateEntries;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads one partition of a state's changelog: how many entries the state has, and the watermark in
 * it. Nobody's state store is opened for it.
 */
final class ChangelogReading implements OrderedState {

  /** Beside the windows, which are only counted, a state holds what begins with this. */
  private static final byte WATERMARK = 0;

  private final TreeMap<byte[], byte[]> watermark = new TreeMap<>(Arrays::compareUnsigned);

  /** Hashes: entries are counted about. */
  private final Set<Long> windows = new HashSet<>();

  private final StateEntries entries;

  private ChangelogReading(AggregationPlan plan) {
    this.entries = new StateEntries(plan);
  }

  /** Reads up to what is committed by now. */
  static ChangelogReading of(
      HostServices host, TopicPartition partition, long end, AggregationPlan plan) {
    ChangelogReading reading = new ChangelogReading(plan);
    PartitionReading.each(
        host, partition, end, record -> reading.add(record.key(), record.value()));
    return reading;
  }

  long entries() {
    return windows.size();
  }

  SavedWatermark watermark() {
    return new SavedWatermark(this);
  }

  /** How many windows are open; without windows, how many groups there are. */
  long openWindows() {
    return entries.openWindows(this, watermark().values().applied());
  }

  private void add(byte[] key, byte @Nullable [] value) {
    if (key.length > 0 && key[0] == WATERMARK) {
      if (value == null) {
        watermark.remove(key);
      } else {
        watermark.put(key, value);
      }
    } else if (value == null) {
      if (windows.remove(hash(key))) {
        entries.removed(key);
      }
    } else if (windows.add(hash(key))) {
      entries.added(key);
    }
  }

  private static long hash(byte[] key) {
    long hash = 1125899906842597L;
    for (byte b : key) {
      hash = 31 * hash + b;
    }
    return hash;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return watermark.get(key);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    throw new UnsupportedOperationException("a changelog is only read");
  }

  @Override
  public void delete(byte[] key) {
    throw new UnsupportedOperationException("a changelog is only read");
  }

  @Override
  public Entries range(byte[] from, byte[] to) {
    throw new UnsupportedOperationException("windows are only counted");
  }

  @Override
  public Entries descending(byte[] from, byte[] to) {
    throw new UnsupportedOperationException("windows are only counted");
  }
}
