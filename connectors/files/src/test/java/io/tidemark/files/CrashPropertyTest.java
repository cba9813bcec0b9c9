package io.tidemark.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.kafka.connect.source.SourceRecord;

/** What is published once, whenever the source is killed. */
class CrashPropertyTest {

  private Path temp;

  @BeforeTry
  void makeFolder() throws IOException {
    temp = Files.createTempDirectory("crash");
  }

  @AfterTry
  void removeFolder() throws IOException {
    try (Stream<Path> paths = Files.walk(temp)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** What becomes of a poll's records. */
  enum Fate {
    COMMITTED,
    COMMITTED_THEN_KILLED,
    KILLED_BEFORE_THE_COMMIT
  }

  @Property(tries = 50)
  void eachRecordIsPublishedOnceAndEachFileArchivedOnce(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 12) Integer> recordsOfFiles,
      @ForAll @IntRange(min = 1, max = 60) int bytesOfATransaction,
      @ForAll boolean multiline,
      @ForAll @Size(max = 20) List<Fate> fates)
      throws IOException {
    Path folder = Files.createDirectory(temp.resolve("in"));
    List<String> expected = new ArrayList<>();
    for (int file = 0; file < recordsOfFiles.size(); file++) {
      expected.addAll(write(folder.resolve("f" + file), recordsOfFiles.get(file), multiline, file));
    }
    TaskRun run =
        TaskRun.of(folder)
            .with("multiline", String.valueOf(multiline))
            .with("max.bytes.per.trigger", String.valueOf(bytesOfATransaction))
            .with("clean.source", "archive")
            .with("archive.dir", temp.resolve("archive").toString())
            .with("bounded", "true")
            .start();

    fates.forEach(fate -> meet(fate, run));
    run.runBounded();

    assertThat(run.values()).containsExactlyElementsOf(expected);
    assertThat(folder).isEmptyDirectory();
    try (Stream<Path> archived = Files.list(temp.resolve("archive"))) {
      assertThat(archived).hasSize(recordsOfFiles.size());
    }
  }

  private static void meet(Fate fate, TaskRun run) {
    List<SourceRecord> records = run.poll();
    if (records != null && fate != Fate.KILLED_BEFORE_THE_COMMIT) {
      if (fate == Fate.COMMITTED_THEN_KILLED) {
        run.commitInKafkaOnly(records);
      } else {
        run.commit(records);
      }
    }
    if (fate != Fate.COMMITTED) {
      run.start();
    }
  }

  private static List<String> write(Path path, int records, boolean multiline, int file)
      throws IOException {
    List<String> objects = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      objects.add("{\"file\":" + file + ",\"n\":" + i + "}");
    }
    String text =
        multiline ? "[" + String.join(",\n", objects) + "]" : String.join("\n", objects) + "\n";
    TestFiles.write(path, text, file);
    return objects;
  }
}
