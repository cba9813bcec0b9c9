package io.tidemark.files;

import static io.tidemark.files.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source remembers of files has a bound, and what it forgets is safe to forget. */
class ForgettingTest {

  @TempDir Path temp;

  private Path folder;
  private TaskRun run;

  @BeforeEach
  void configure() throws IOException {
    folder = Files.createDirectory(temp.resolve("in"));
    run =
        TaskRun.of(folder)
            .with("clean.source", "archive")
            .with("archive.dir", temp.resolve("archive").toString());
  }

  @Test
  void forgetsArchivedFilesAfterATime() throws IOException {
    writeFiles(0, 20);
    run.runBounded();
    assertThat(run.offsets()).isEqualTo(20);

    run.with("remember.ms", "0").runBounded();

    assertThat(run.offsets()).isZero();
  }

  @Test
  void remembersThemUntilThen() throws IOException {
    writeFiles(0, 20);
    run.runBounded();

    run.with("remember.ms", "600000").runBounded();

    assertThat(run.offsets()).isEqualTo(20);
  }

  @Test
  void forgetsTheOldestOfTooMany() throws IOException {
    writeFiles(0, 10);
    run.runBounded();
    waitForTheNextMilli();
    writeFiles(10, 15);
    run.runBounded();

    run.with("remember.files", "5").runBounded();

    assertThat(run.offsets()).isEqualTo(5);
    assertThat(run.offset("f14.json")).isNotNull();
    assertThat(run.offset("f0.json")).isNull();
  }

  @Test
  void recognisesAReUploadOfAFileThatItRemembersAndReadsOneThatItForgotAgain() throws IOException {
    writeFiles(0, 2);
    run.runBounded();
    writeFiles(0, 1);
    run.runBounded();
    assertThat(run.values()).hasSize(2);
    run.with("remember.ms", "0").runBounded();

    writeFiles(0, 1);
    run.runBounded();

    assertThat(run.values()).containsExactly("{\"n\":0}", "{\"n\":1}", "{\"n\":0}");
  }

  @Test
  void forgetsNoFileThatStays() throws IOException {
    writeFiles(0, 5);
    run.with("clean.source", "off").with("remember.ms", "0").runBounded();

    run.runBounded();

    assertThat(run.offsets()).isEqualTo(5);
    assertThat(run.values()).hasSize(5);
  }

  @Test
  void forgetsNoFileThatCouldNotBeArchivedYet() throws IOException {
    writeFiles(0, 1);
    write(temp.resolve("archive"), "not a folder", 1);
    run.with("remember.ms", "0").runBounded();

    run.runBounded();

    assertThat(run.offsets()).isEqualTo(1);
    assertThat(run.values()).hasSize(1);
  }

  @Test
  void forgetsNoFileThatIsPublishedInPart() throws IOException {
    write(folder.resolve("a.json"), "{\"n\":1}\n{\"n\":2}\n", 1);
    run.with("max.bytes.per.trigger", "7").with("remember.ms", "0").start().pollAndCommit();
    Files.delete(folder.resolve("a.json"));

    run.runBounded();

    assertThat(run.offset("a.json")).isNotNull();
  }

  @Test
  void forgetsNothingWhileTheFolderIsAway() throws IOException {
    writeFiles(0, 5);
    run.runBounded();
    Files.delete(folder);

    run.with("bounded", "false").with("remember.ms", "0").start().pollAndCommit();

    assertThat(run.offsets()).isEqualTo(5);
    run.stop();
  }

  @Test
  void forgetsNothingOfAnotherSource() throws IOException {
    writeFiles(0, 5);
    run.runBounded();

    run.with("source.name", "other").with("remember.ms", "0").runBounded();

    assertThat(run.offsets()).isEqualTo(5);
  }

  @Test
  void forgetsBesideRecordsInTheSameTransaction() throws IOException {
    writeFiles(0, 3);
    run.runBounded();
    writeFiles(3, 4);

    run.with("remember.ms", "0").with("bounded", "true").start();
    List<SourceRecord> records = run.poll();
    records.addAll(run.poll());

    assertThat(records).filteredOn(record -> record.topic() == null).hasSize(3);
    assertThat(records).filteredOn(record -> record.topic() != null).hasSize(1);
    run.stop();
  }

  @Test
  void whatATransactionForgotThatWasNotCommittedIsForgottenByTheNext() throws IOException {
    writeFiles(0, 3);
    run.runBounded();
    run.with("remember.ms", "0").with("bounded", "true").start();
    run.poll();

    run.runBounded();

    assertThat(run.offsets()).isZero();
  }

  private void writeFiles(int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      write(folder.resolve("f" + i + ".json"), "{\"n\":" + i + "}", i);
    }
  }

  private static void waitForTheNextMilli() {
    long now = System.currentTimeMillis();
    while (System.currentTimeMillis() == now) {
      Thread.onSpinWait();
    }
  }
}
