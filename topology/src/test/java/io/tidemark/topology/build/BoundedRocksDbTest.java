package io.tidemark.topology.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompactionStyle;
import org.rocksdb.FlushOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class BoundedRocksDbTest {

  private static final int KEYS = 50_000;

  @TempDir Path folder;

  @Test
  void whatWasDeletedIsGoneFromTheDiskAfterAWhile() throws RocksDBException {
    // Given: a store as Kafka Streams makes them, which holds much
    BoundedRocksDb setter = new BoundedRocksDb(Duration.ofSeconds(1));
    try (Options options =
            new Options()
                .setCreateIfMissing(true)
                .setCompactionStyle(CompactionStyle.UNIVERSAL)
                .setTableFormatConfig(new BlockBasedTableConfig());
        FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
      setter.setConfig("store", options, Map.of());
      try (RocksDB store = RocksDB.open(options, folder.toString())) {
        for (int key = 0; key < KEYS; key++) {
          store.put(key(key), key(key));
        }
        store.flush(flush);
        assertThat(bytes(store)).isGreaterThan(100_000);

        // When: all is deleted, and little comes after that
        for (int key = 0; key < KEYS; key++) {
          store.delete(key(key));
        }

        // Then
        await()
            .atMost(Duration.ofSeconds(20))
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> {
                  store.put(key(KEYS), key(KEYS));
                  store.flush(flush);
                  return bytes(store) < 10_000;
                });
      }
    }
  }

  private static byte[] key(int number) {
    return "key %d".formatted(number).getBytes(UTF_8);
  }

  private static long bytes(RocksDB store) {
    return store.getLiveFilesMetaData().stream().mapToLong(LiveFileMetaData::size).sum();
  }
}
