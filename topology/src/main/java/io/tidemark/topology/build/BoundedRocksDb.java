package io.tidemark.topology.build;

import java.time.Duration;
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
 * heap of 1 GB; and what is on the disk near to what they hold: files are written anew when they
 * are older than an hour, without what was deleted since. RocksDB by itself does that when it has
 * much to write, or after a month.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  private static final long CACHE_BYTES = 64L << 20;
  private static final long WRITE_BUFFERS_BYTES = 32L << 20;
  private static final long WRITE_BUFFER_BYTES = 8L << 20;
  private static final Duration REWRITTEN_AFTER = Duration.ofHours(1);

  private final Duration rewrittenAfter;

  /** For Kafka Streams, which makes one for each store. */
  public BoundedRocksDb() {
    this(REWRITTEN_AFTER);
  }

  /**
   * @param rewrittenAfter how old files become that hold what was deleted; whole seconds
   */
  BoundedRocksDb(Duration rewrittenAfter) {
    this.rewrittenAfter = rewrittenAfter;
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(Shared.CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    options.setWriteBufferManager(Shared.WRITE_BUFFERS);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(2);
    options.setPeriodicCompactionSeconds(rewrittenAfter.toSeconds());
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
