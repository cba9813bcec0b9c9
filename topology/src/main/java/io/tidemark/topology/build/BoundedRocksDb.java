package io.tidemark.topology.build;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Keeps the native memory of all state stores of the process within one bound, whatever their
 * number (Kafka Streams documentation, "RocksDB memory usage"), so that a local run fits beside a
 * heap of 1 GB.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  private static final long CACHE_BYTES = 64L << 20;
  private static final long WRITE_BUFFERS_BYTES = 32L << 20;
  private static final long WRITE_BUFFER_BYTES = 8L << 20;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(Shared.CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    options.setWriteBufferManager(Shared.WRITE_BUFFERS);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(2);
    options.setTableFormatConfig(table);
  }

  /** What all stores share lives as long as the process. */
  @Override
  public void close(String storeName, Options options) {}

  /** Made with the first store: a pipeline without windows never loads RocksDB. */
  private static final class Shared {
    static final Cache CACHE = new LRUCache(CACHE_BYTES);
    static final WriteBufferManager WRITE_BUFFERS =
        new WriteBufferManager(WRITE_BUFFERS_BYTES, CACHE);
  }
}
