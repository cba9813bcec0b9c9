package io.tidemark.delta.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.storage.CloseableIterator;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicLocalLogStoreTest {

  @TempDir Path folder;

  private final Configuration configuration = new Configuration(false);
  private final AtomicLocalLogStore store = new AtomicLocalLogStore(configuration);

  @BeforeEach
  void useHadoopWithoutChecksums() {
    configuration.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
  }

  /**
   * Stores of their own, as two processes have. With two of Delta's own LocalLogStore, which lock
   * only themselves, both writers are told that they have won, at nearly every version.
   */
  @Test
  void ofTwoStoresThatCreateAVersionAtOnceOneWins() throws Exception {
    // Given
    AtomicLocalLogStore other = new AtomicLocalLogStore(configuration);
    ExecutorService writers = Executors.newFixedThreadPool(2);
    CyclicBarrier together = new CyclicBarrier(2);

    for (long version = 0; version < 300; version++) {
      // When
      long v = version;
      List<Future<Boolean>> created =
          writers.invokeAll(
              List.of(
                  () -> create(store, v, "{\"a\":{}}", together),
                  () -> create(other, v, "{\"b\":{}}", together)));

      // Then
      boolean first = created.get(0).get();
      assertThat(first).isNotEqualTo(created.get(1).get());
      assertThat(Files.readString(file(v))).isEqualTo(first ? "{\"a\":{}}\n" : "{\"b\":{}}\n");
    }
    writers.shutdown();
    assertThat(names()).noneMatch(n -> n.endsWith(".tmp"));
  }

  private boolean create(
      AtomicLocalLogStore writer, long version, String action, CyclicBarrier together)
      throws Exception {
    together.await();
    try {
      writer.write(path(version), List.of(action).iterator(), false, configuration);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @Test
  void anExistingVersionIsNeverReplaced() throws IOException {
    // Given
    write(0, "{\"first\":{}}");

    // When / Then
    assertThatThrownBy(() -> write(0, "{\"second\":{}}"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readString(file(0))).isEqualTo("{\"first\":{}}\n");
  }

  @Test
  void refusesACommitWhoseTxnWasUsedByAVersionThatItHasNotSeen() throws IOException {
    // Given: based on version 0, both under one id
    write(0, "{\"protocol\":{}}");
    write(1, commitInfo(0), txn("app/0", 10));
    write(2, commitInfo(1), txn("app/1", 7));

    // When / Then
    assertThatThrownBy(() -> write(3, commitInfo(0), txn("app/0", 11)))
        .isInstanceOf(TxnConflictException.class)
        .hasMessageContaining("version 1")
        .hasMessageContaining("app/0");
    assertThat(file(3)).doesNotExist();
  }

  @Test
  void letsACommitFollowVersionsOfOtherTxns() throws IOException {
    // Given
    write(0, "{\"protocol\":{}}");
    write(1, commitInfo(0), txn("app/0", 10));
    write(2, commitInfo(0), txn("app/1", 7), "{\"add\":{\"path\":\"txn app/2\"}}");

    // When
    write(3, commitInfo(1), txn("app/0", 11), txn("app/2", 1));

    // Then
    assertThat(file(3)).exists();
  }

  @Test
  void replacesTheLastCheckpointAndItsChecksum() throws IOException {
    // Given
    Path last = folder.resolve("_last_checkpoint");
    Files.writeString(last, "{\"version\":10}");
    Files.writeString(folder.resolve("._last_checkpoint.crc"), "of the old one");
    Files.writeString(folder.resolve("00000000000000000020.checkpoint.parquet"), "PAR1");

    // When
    store.write(
        new org.apache.hadoop.fs.Path(last.toUri()),
        List.of("{\"version\":20,\"size\":5}").iterator(),
        true,
        configuration);

    // Then
    assertThat(Files.readString(last)).isEqualTo("{\"version\":20,\"size\":5}\n");
    assertThat(names())
        .containsExactlyInAnyOrder("_last_checkpoint", "00000000000000000020.checkpoint.parquet");
  }

  @Test
  void listsFromANameOnInOrder() throws IOException {
    // Given
    for (long v : new long[] {2, 0, 11, 1, 10}) {
      write(v, "{}");
    }

    // When
    List<String> listed = new ArrayList<>();
    store.listFrom(path(2), configuration).forEachRemaining(f -> listed.add(f.getPath().getName()));

    // Then
    assertThat(listed).containsExactly(name(2), name(10), name(11));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    org.apache.hadoop.fs.Path nowhere =
        new org.apache.hadoop.fs.Path(folder.resolve("none/0.json").toUri());

    assertThatThrownBy(() -> store.read(nowhere, configuration))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> store.listFrom(nowhere, configuration))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void readsTheLinesOfAVersion() throws IOException {
    // Given
    write(0, "{\"a\":\"Zürich\"}", "{\"b\":1}");

    // When
    List<String> lines = new ArrayList<>();
    try (CloseableIterator<String> read = store.read(path(0), configuration)) {
      read.forEachRemaining(lines::add);
    }

    // Then
    assertThat(lines).containsExactly("{\"a\":\"Zürich\"}", "{\"b\":1}");
  }

  private void write(long version, String... lines) throws IOException {
    store.write(path(version), List.of(lines).iterator(), false, configuration);
  }

  private static String commitInfo(long basedOn) {
    return "{\"commitInfo\":{\"timestamp\":1,\"operationParameters\":{\"readVersion\":\"9\"},\"readVersion\":%d}}"
        .formatted(basedOn);
  }

  private static String txn(String appId, long version) {
    return "{\"txn\":{\"appId\":\"%s\",\"version\":%d}}".formatted(appId, version);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  private Path file(long version) {
    return folder.resolve(name(version));
  }

  private org.apache.hadoop.fs.Path path(long version) {
    return new org.apache.hadoop.fs.Path(file(version).toUri());
  }

  private static String name(long version) {
    return "%020d.json".formatted(version);
  }
}
