package io.tidemark.topology.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A state in memory. */
public final class MapState implements OrderedState {

  private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

  /** How many entries there are. */
  public int size() {
    return entries.size();
  }

  /** How many bytes its keys and values have. */
  public long bytes() {
    return entries.entrySet().stream()
        .mapToLong(e -> (long) e.getKey().length + e.getValue().length)
        .sum();
  }

  void forEachKey(Consumer<byte[]> action) {
    entries.keySet().forEach(action);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return entries.get(key);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    entries.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    entries.remove(key);
  }

  @Override
  public Entries range(byte[] from, byte[] to) {
    return copied(entries.subMap(from, to));
  }

  @Override
  public Entries descending(byte[] from, byte[] to) {
    return copied(entries.subMap(from, true, to, false).descendingMap());
  }

  private static Entries copied(Map<byte[], byte[]> range) {
    List<Map.Entry<byte[], byte[]>> found = new ArrayList<>();
    range.forEach((k, v) -> found.add(Map.entry(k, v)));
    Iterator<Map.Entry<byte[], byte[]>> iterator = found.iterator();
    return new Entries() {
      @Override
      public Map.@Nullable Entry<byte[], byte[]> next() {
        return iterator.hasNext() ? iterator.next() : null;
      }

      @Override
      public void close() {}
    };
  }
}
