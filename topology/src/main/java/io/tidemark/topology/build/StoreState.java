package io.tidemark.topology.build;

import io.tidemark.topology.window.OrderedState;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A Kafka Streams store as the state of an aggregation. */
final class StoreState implements OrderedState {

  private final KeyValueStore<Bytes, byte[]> store;

  StoreState(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return store.get(Bytes.wrap(key));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    store.put(Bytes.wrap(key), value);
  }

  @Override
  public void delete(byte[] key) {
    store.delete(Bytes.wrap(key));
  }

  /** In one go, which the store takes faster. */
  @Override
  public void change(List<Change> changes) {
    store.putAll(changes.stream().map(c -> KeyValue.pair(Bytes.wrap(c.key()), c.value())).toList());
  }

  /** The store's ranges include their end; no key is ever one of the bounds. */
  @Override
  public Entries range(byte[] from, byte[] to) {
    return new StoreEntries(store.range(Bytes.wrap(from), Bytes.wrap(to)));
  }

  @Override
  public Entries descending(byte[] from, byte[] to) {
    return new StoreEntries(store.reverseRange(Bytes.wrap(from), Bytes.wrap(to)));
  }

  private record StoreEntries(KeyValueIterator<Bytes, byte[]> entries) implements Entries {

    @Override
    public Map.@Nullable Entry<byte[], byte[]> next() {
      if (!entries.hasNext()) {
        return null;
      }
      KeyValue<Bytes, byte[]> entry = entries.next();
      return Map.entry(entry.key.get(), entry.value);
    }

    @Override
    public void close() {
      entries.close();
    }
  }
}
