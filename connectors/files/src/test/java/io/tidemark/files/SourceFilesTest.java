package io.tidemark.files;

import static io.tidemark.files.TestFiles.age;
import static io.tidemark.files.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The section "Source files" of the semantics, line by line. */
class SourceFilesTest {

  @TempDir Path temp;

  private Path folder;
  private Path archive;
  private TaskRun run;

  @BeforeEach
  void configure() throws IOException {
    folder = Files.createDirectory(temp.resolve("in"));
    archive = temp.resolve("archive");
    run = TaskRun.of(folder).with("poll.interval.ms", "10");
  }

  @Test
  void aFileIsArchivedAsSoonAsItsRecordsAreCommittedAndNeverBefore() throws IOException {
    Path file = write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
    archiving().start();

    List<SourceRecord> records = run.poll();
    assertThat(file).exists();
    run.commit(records);

    assertThat(file).doesNotExist();
    assertThat(archive.resolve("a.json")).hasContent("{\"n\":1}\n");
  }

  @Test
  void aFileIsNotArchivedWhileOneOfItsRecordsIsNotConfirmed() throws IOException {
    Path file = write(folder.resolve("a.json"), "{\"n\":1}\n{\"n\":2}\n", 1);
    archiving().start();

    List<SourceRecord> records = run.poll();
    run.task().commitRecord(records.get(0), null);
    run.task().commit();

    assertThat(file).exists();
  }

  @Test
  void theLastFileIsArchivedToo() throws IOException {
    write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
    write(folder.resolve("b.json"), "{\"n\":2}\n", 2);

    archiving().runBounded();

    assertThat(folder).isEmptyDirectory();
    assertThat(archive.resolve("b.json")).exists();
  }

  @Test
  void aLargeFileIsArchivedAfterItsLastPart() throws IOException {
    Path file = write(folder.resolve("a.json"), "{\"n\":1}\n{\"n\":2}\n", 1);
    archiving().with("max.bytes.per.trigger", "7").start().pollAndCommit();
    assertThat(file).exists();

    run.pollAndCommit();

    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "[]"})
  void aFileWithoutRecordsIsArchivedToo(String content) throws IOException {
    write(folder.resolve("a.json"), content, 1);

    archiving().runBounded();

    assertThat(archive.resolve("a.json")).hasContent(content);
    assertThat(run.metric("files-processed-total")).isEqualTo(1);
  }

  @Test
  void theArchiveKeepsThePathBelowTheSource() throws IOException {
    write(folder.resolve("2026/01/a.json"), "{\"n\":1}\n", 1);

    archiving().with("recursive", "true").runBounded();

    assertThat(archive.resolve("2026/01/a.json")).exists();
  }

  @Test
  void aNameTakenInTheArchiveGetsASuffixAndNothingIsOverwritten() throws IOException {
    write(archive.resolve("a.json"), "old", 1);
    write(archive.resolve("a-1.json"), "older", 1);
    write(folder.resolve("a.json"), "{\"n\":1}\n", 1);

    archiving().runBounded();

    assertThat(archive.resolve("a.json")).hasContent("old");
    assertThat(archive.resolve("a-1.json")).hasContent("older");
    assertThat(archive.resolve("a-2.json")).hasContent("{\"n\":1}\n");
  }

  @Test
  void aFileIsDeletedOnceCommitted() throws IOException {
    write(folder.resolve("a.json"), "{\"n\":1}\n", 1);

    run.with("clean.source", "delete").runBounded();

    assertThat(folder).isEmptyDirectory();
    assertThat(run.metric("files-cleared-total")).isEqualTo(1);
  }

  @Test
  void aFileStaysWhenTheSourceIsNotCleaned() throws IOException {
    Path file = write(folder.resolve("a.json"), "{\"n\":1}\n", 1);

    run.runBounded();

    assertThat(file).exists();
  }

  @Test
  void aFileCommittedBeforeACrashIsArchivedAfterTheRestart() throws IOException {
    Path file = write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
    run.runBounded();

    archiving().runBounded();

    assertThat(run.values()).hasSize(1);
    assertThat(file).doesNotExist();
    assertThat(run.metric("files-duplicate-total")).isZero();
  }

  @Test
  void theSameBytesUnderTheSameNameAreNotReadAgainButArchivedAndReported() throws IOException {
    write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
    archiving().runBounded();
    write(folder.resolve("a.json"), "{\"n\":1}\n", 2);

    run.runBounded();

    assertThat(run.values()).hasSize(1);
    assertThat(run.metric("files-duplicate-total")).isEqualTo(1);
    assertThat(folder).isEmptyDirectory();
    assertThat(archive.resolve("a-1.json")).hasContent("{\"n\":1}\n");
  }

  @Test
  void theSameBytesWithTheSameTimeAreADuplicateWithinARunToo() throws IOException {
    write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
    run.with("clean.source", "delete").start().pollAndCommit();
    run.poll();
    write(folder.resolve("a.json"), "{\"n\":1}\n", 1);

    run.poll();

    assertThat(run.values()).hasSize(1);
    assertThat(run.metric("files-duplicate-total")).isEqualTo(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDuplicateIsLeftWhereItIsWhenTheSourceIsNotCleaned() throws IOException {
    Path file = write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
    run.runBounded();
    age(file, 2);

    run.runBounded();

    assertThat(file).exists();
    assertThat(run.values()).hasSize(1);
    assertThat(run.metric("files-duplicate-total")).isEqualTo(1);
  }

  @Test
  void otherBytesUnderAKnownNameAreANewVersionReadInFull() throws IOException {
    Path file = write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
    run.runBounded();
    write(file, "{\"n\":1}\n{\"n\":2}\n", 2);

    run.runBounded();

    assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":1}", "{\"n\":2}");
    assertThat(run.metric("files-new-version-total")).isEqualTo(1);
  }

  @Test
  void otherBytesOfTheSameLengthAreANewVersionToo() throws IOException {
    Path file = write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
    run.runBounded();
    write(file, "{\"n\":2}\n", 2);

    run.runBounded();

    assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void ageNeverMakesAFileInvisible() throws IOException {
    write(folder.resolve("new.json"), "{\"n\":1}\n", 0);
    run.runBounded();
    write(folder.resolve("old.json"), "{\"n\":2}\n", -400 * 24 * 3600);

    run.runBounded();

    assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".a.json", "_a.json", "a.json.tmp", "a.json.part", "a.json.crdownload", "a.TMP"})
  void namesThatSayUnfinishedAreLeftAlone(String name) throws IOException {
    write(folder.resolve(name), "{\"n\":1}\n", 1);

    assertThat(run.runBounded()).isEmpty();
  }

  @Test
  void anyOtherNameIsRead() throws IOException {
    write(folder.resolve("x.txt"), "{\"n\":1}\n", 1);
    write(folder.resolve("two\nlines 100% ünï"), "{\"n\":2}\n", 2);

    archiving().runBounded();

    assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}");
    assertThat(run.offset("two\nlines 100% ünï")).contains(entry("done", true));
    assertThat(archive.resolve("two\nlines 100% ünï")).exists();
  }

  @Test
  void subfoldersAreReadOnRequest() throws IOException {
    write(folder.resolve("sub/a.json"), "{\"n\":1}\n", 1);
    write(folder.resolve(".git/a.json"), "{\"n\":2}\n", 1);
    write(folder.resolve("_temporary/a.json"), "{\"n\":3}\n", 1);

    assertThat(run.runBounded()).isEmpty();
    run.with("recursive", "true").runBounded();

    assertThat(run.values()).containsExactly("{\"n\":1}");
    assertThat(TaskRun.file(run.committed().get(0))).isEqualTo("sub/a.json");
  }

  @Test
  void aGlobChoosesFiles() throws IOException {
    write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
    write(folder.resolve("b.txt"), "{\"n\":2}\n", 2);
    write(folder.resolve("c.jsonl"), "{\"n\":3}\n", 3);
    write(folder.resolve("sub/d.json"), "{\"n\":4}\n", 4);

    run.with("path", folder + "/*.{json,jsonl}").runBounded();

    assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":3}");
  }

  @Test
  void severalFoldersAreReadEachUnderItsOwnNames() throws IOException {
    Path other = temp.resolve("other");
    write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
    write(other.resolve("a.json"), "{\"n\":2}\n", 2);

    run.with("path", folder + "," + other).runBounded();
    run.runBounded();

    assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}");
    assertThat(run.metric("files-new-version-total")).isZero();
  }

  @Test
  void theArchiveInsideTheSourceIsRefused() {
    run.with("recursive", "true")
        .with("clean.source", "archive")
        .with("archive.dir", folder.resolve("done").toString());

    assertThatThrownBy(run::runBounded)
        .hasMessage(
            "archive.dir: '%s/done' and the source's '%s' lie one in the other; name a folder beside"
                    .formatted(folder, folder)
                + " the source");
  }

  @Test
  void whatCannotBeArchivedIsTriedAgain() throws IOException {
    Path file = write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
    Path obstacle = write(archive, "not a folder", 1);
    archiving().start().pollAndCommit();
    assertThat(file).exists();
    assertThat(run.metric("files-failed-total")).isEqualTo(1);

    Files.delete(obstacle);
    run.poll();

    assertThat(archive.resolve("a.json")).exists();
  }

  @Test
  void aFileRewrittenBetweenItsCommitAndItsArchivingIsReadAgain() throws IOException {
    Path file = write(folder.resolve("a.json"), "{\"n\":1}\n", 1);
    archiving().start();
    List<SourceRecord> records = run.poll();
    write(file, "{\"n\":2}\n", 2);
    run.commit(records);

    run.pollAndCommit();

    assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}");
    assertThat(archive.resolve("a.json")).hasContent("{\"n\":2}\n");
  }

  private TaskRun archiving() {
    return run.with("clean.source", "archive").with("archive.dir", archive.toString());
  }
}
