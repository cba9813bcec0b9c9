package io.tidemark.files;

import static io.tidemark.files.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Very many small files that arrive over time, and a source that is killed in between. {@code
 * -Dtidemark.arriving.files}: how many (20,000).
 */
class ArrivingFilesIT {

  private static final int FILES = Integer.getInteger("tidemark.arriving.files", 20_000);
  private static final int AT_ONCE = 400;

  private final Random random = new Random(20261126);

  @TempDir Path temp;

  private Path folder;
  private Path archive;
  private TaskRun run;
  private int written;
  private int kills;

  @Test
  void eachOrderIsPublishedOnceAndEachFileArchivedOnce() throws IOException {
    // Given
    folder = Files.createDirectory(temp.resolve("in"));
    archive = temp.resolve("archive");
    run =
        TaskRun.of(folder)
            .with("clean.source", "archive")
            .with("archive.dir", archive.toString())
            .with("max.files.per.trigger", "250")
            .with("settle.ms", "0")
            .start();

    // When
    while (written < FILES) {
      arrive();
      poll();
    }
    run.stop();
    run.runBounded();

    // Then
    assertThat(kills).isPositive();
    assertThat(run.values().stream().sorted())
        .containsExactlyElementsOf(numbered(ArrivingFilesIT::order));
    assertThat(folder).isEmptyDirectory();
    try (Stream<Path> archived = Files.list(archive)) {
      assertThat(archived.map(file -> file.getFileName().toString()).sorted())
          .containsExactlyElementsOf(numbered(i -> i + ".json"));
    }
  }

  /** In the order of text: comparing without an order takes the square of their number. */
  private List<String> numbered(IntFunction<String> text) {
    return IntStream.range(0, written).mapToObj(text).sorted().toList();
  }

  private void arrive() throws IOException {
    for (int i = random.nextInt(AT_ONCE); i >= 0; i--) {
      write(folder.resolve(written + ".json"), order(written), written / 100);
      written++;
    }
  }

  /** A poll and what becomes of it: committed, committed unnoticed, or lost. */
  private void poll() {
    List<SourceRecord> records = run.poll();
    int fate = random.nextInt(10);
    if (records != null && fate > 1) {
      run.commit(records);
    } else if (records != null && fate == 1) {
      run.commitInKafkaOnly(records);
    }
    if (fate <= 2) {
      kills++;
      run.stop();
      run.start();
    }
  }

  private static String order(int number) {
    return "{\"n\":" + number + "}";
  }
}
