package io.tidemark.delta.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.delta.table.DataFile;
import io.tidemark.row.Row;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops the source, what it says then, and that nothing before it is lost. */
class DeltaSourceErrorsTest {

  private static final String DDL = "id BIGINT";

  @TempDir Path folder;
  private TestTable table;
  private SourceRun run;

  @BeforeEach
  void createTable() {
    table = TestTable.create(folder.resolve("table"), DDL);
    run = new SourceRun(table.path());
  }

  @AfterEach
  void settle() {
    table.settle();
  }

  @Test
  void aDeleteStopsItAfterTheRowsBeforeIt() {
    // Given
    DataFile first = table.append(Row.of(1L)).get(0);
    run.start().drain();
    table.append(Row.of(2L));
    table.delete(first);
    table.append(Row.of(3L));
    String message =
        table.path()
            + ": version 3 (DELETE) removed rows: it took away 1 file, such as "
            + first.path()
            + "; set ignore.deletes=true to pass over such commits, or begin anew under another"
            + " source.name to read the table as it is now";

    // When
    run.pollAndCommit();

    // Then
    assertProblem(run::poll, message);
    assertProblem(run::poll, message);
    run.stop();
    run.start();
    assertProblem(run::poll, message);
    assertThat(run.rows(DDL)).containsExactly(Row.of(1L), Row.of(2L));
    run.with("ignore.deletes", true).runBounded();
    assertThat(run.rows(DDL)).containsExactly(Row.of(1L), Row.of(2L), Row.of(3L));
  }

  @Test
  void aRewriteStopsItEvenIfDeletesAreIgnored() {
    // Given
    List<DataFile> old = new ArrayList<>(table.append(Row.of(1L)));
    old.addAll(table.append(Row.of(2L)));
    run.with("ignore.deletes", true).start().drain();
    table.rewrite(old, table.write(Row.of(1L), Row.of(22L)));

    // When / Then
    assertProblem(
        run::poll,
        table.path()
            + ": version 3 (MERGE) rewrote rows: it took away 2 files, such as "
            + old.get(0).path()
            + ", and added 1 file; set ignore.changes=true to read what such commits add, rows that"
            + " they only carry over included, or begin anew under another source.name to read the"
            + " table as it is now");
    run.stop();
    run.with("ignore.changes", true).runBounded();
    assertThat(run.rows(DDL)).containsExactly(Row.of(1L), Row.of(2L), Row.of(1L), Row.of(22L));
  }

  @Test
  void ignoringChangesIncludesDeletes() {
    // Given
    DataFile first = table.append(Row.of(1L)).get(0);
    table.delete(first);
    table.append(Row.of(2L));

    // When
    run.with("starting.version", 0).with("ignore.changes", true).runBounded();

    // Then
    assertThat(run.rows(DDL)).containsExactly(Row.of(1L), Row.of(2L));
  }

  @Test
  void aDeleteBeforeTheStartIsNoConcern() {
    // Given
    DataFile first = table.append(Row.of(1L)).get(0);
    table.append(Row.of(2L));
    table.delete(first);

    // When
    run.runBounded();

    // Then
    assertThat(run.rows(DDL)).containsExactly(Row.of(2L));
  }

  @Test
  void versionsThatTheLogHasDroppedAreNotPassedOverInSilence() throws IOException {
    // Given
    table.append(Row.of(1L));
    run.runBounded();
    for (long id = 2; id <= 12; id++) {
      table.append(Row.of(id));
    }
    table.settle();
    for (long version = 0; version < 10; version++) {
      Files.delete(table.log(version));
    }

    // When / Then
    run.start();
    assertProblem(
        run::poll,
        table.path()
            + ": version 2 is not in the table's log, or no longer: the next one there is 10; begin"
            + " anew under another source.name: starting.version=10 goes on without what lies"
            + " between, earliest reads the table as it is now");
    run.stop();
    run.with("source.name", "other").with("starting.version", 10).runBounded();
    assertThat(run.rows(DDL)).containsExactly(Row.of(1L), Row.of(10L), Row.of(11L), Row.of(12L));
    run.with("source.name", "third").with("starting.version", "earliest").runBounded();
    assertThat(run.rows(DDL)).hasSize(16);
  }

  @Test
  void aStartingVersionThatTheLogHasDroppedIsRefused() throws IOException {
    // Given
    for (long id = 1; id <= 11; id++) {
      table.append(Row.of(id));
    }
    table.settle();
    for (long version = 0; version <= 10; version++) {
      Files.delete(table.log(version));
    }

    // When / Then
    run.with("starting.version", 3).with("bounded", true).start();
    assertProblem(
        run::poll,
        table.path()
            + ": version 3 is not in the table's log, or no longer: the next one there is 11; begin"
            + " anew under another source.name: starting.version=11 goes on without what lies"
            + " between, earliest reads the table as it is now");
  }

  @Test
  void aStartingVersionThatIsYetToComeIsRefused() {
    // Given
    table.append(Row.of(1L));
    run.with("starting.version", 3);

    // When / Then
    assertProblem(
        run::start,
        table.path()
            + ": starting.version is 3, and the table is at version 1; name a version up to 2,"
            + " earliest or latest");
    run.with("starting.version", 2).start().drain();
    table.append(Row.of(2L));
    run.drain();
    assertThat(run.rows(DDL)).containsExactly(Row.of(2L));
  }

  @Test
  void aLogWithAGapIsRefused() throws IOException {
    // Given
    table.append(Row.of(1L));
    run.start().drain();
    table.append(Row.of(2L));
    table.append(Row.of(3L));
    Files.delete(table.log(2));

    // When / Then
    assertProblem(
        run::poll,
        table.path()
            + ": version 2 is missing in the table's log, which goes on with 3; put its file back into"
            + " _delta_log; without it no one can read the table");
  }

  @Test
  void aDamagedCheckpointIsNamedWithTheWayOut() throws IOException {
    // Given
    for (long id = 1; id <= 10; id++) {
      table.append(Row.of(id));
    }
    table.settle();
    Files.writeString(
        table.log(10).resolveSibling("00000000000000000010.checkpoint.parquet"), "no Parquet file");

    // When / Then
    assertThatThrownBy(() -> run.start().poll())
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("a checkpoint of the table's log is damaged")
        .hasMessageContaining("delete _delta_log/00000000000000000010.checkpoint.parquet");
  }

  @Test
  void aSnapshotThatCanNotBeToldAnyMoreIsRefused() throws IOException {
    // Given
    table.append(Row.of(1L));
    table.append(Row.of(2L));
    run.with("max.files.per.trigger", 1).start();
    run.pollAndCommit();
    run.stop();
    for (long id = 3; id <= 12; id++) {
      table.append(Row.of(id));
    }
    table.settle();
    for (long version = 0; version < 10; version++) {
      Files.delete(table.log(version));
    }

    // When / Then
    run.start();
    assertThatThrownBy(run::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith(
            table.path()
                + ": version 2, which the source was reading as a whole, can't be told from the log"
                + " any more: ")
        .hasMessageEndingWith(
            "; begin anew under another source.name to read the table as it is now");
  }

  @Test
  void aMissingFileIsNamedAndWhatIsBeforeItPublished() throws IOException {
    // Given
    table.append(Row.of(1L));
    DataFile gone = table.append(Row.of(2L)).get(0);
    table.append(Row.of(3L));
    run.with("starting.version", 0).start();
    Path file = Path.of(gone.path());
    Path aside = Files.move(file, folder.resolve("aside"));

    // When
    run.pollAndCommit();

    // Then
    assertThat(run.rows(DDL)).containsExactly(Row.of(1L));
    assertProblem(
        run::poll,
        table.path()
            + ": version 2: file "
            + table.name(gone)
            + ": it is not there, though the table's log has it; put it back (someone deleted it,"
            + " or VACUUM before it was read), or begin anew under another source.name:"
            + " starting.version=3 goes on without it");
    Files.move(aside, file);
    run.drain();
    assertThat(run.rows(DDL)).containsExactly(Row.of(1L), Row.of(2L), Row.of(3L));
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    // Given
    DataFile damaged = table.append(Row.of(1L)).get(0);
    Files.writeString(Path.of(damaged.path()), "not Parquet at all, but long enough");

    // When / Then
    run.start();
    assertThatThrownBy(run::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith(
            table.path() + ": version 1: file " + table.name(damaged) + ": it can't be read: ")
        .hasMessageContaining("is not a Parquet file")
        .hasMessageEndingWith(
            "; put a good copy of it back, or begin anew under another source.name:"
                + " starting.version=2 goes on without it");
  }

  @Test
  void aFileOfAnotherTypeThanTheTableIsRefusedByColumn() {
    // Given
    List<DataFile> wrong =
        table.write(StructType.fromDdl("id STRING"), Row.of("one"), Row.of("two"));
    table.append(wrong);

    // When / Then
    run.start();
    assertProblem(
        run::poll,
        table.path()
            + ": version 1: file "
            + table.name(wrong.get(0))
            + ": column id: it is BIGINT in the table, and in the file 'optional binary id"
            + " (STRING)'; have the table's writer rewrite the file");
  }

  @Test
  void aRowThatIsTooLargeIsNamedAndWhatIsBeforeItPublished() {
    // Given
    TestTable texts = TestTable.create(folder.resolve("texts"), "text STRING");
    SourceRun wide = new SourceRun(texts.path()).with("max.record.bytes", 100);
    DataFile file =
        texts.append(Row.of("a"), Row.of("b"), Row.of("x".repeat(300)), Row.of("c")).get(0);

    // When
    wide.start().pollAndCommit();

    // Then
    assertThat(wide.rows("text STRING")).containsExactly(Row.of("a"), Row.of("b"));
    assertThatThrownBy(wide::poll)
        .hasMessageMatching(
            Pattern.quote(texts.path() + ": version 1: file " + texts.name(file) + ": row 2 takes ")
                + "3\\d\\d bytes, more than max.record.bytes \\(100\\); raise max.record.bytes, and"
                + " the topic's max.message.bytes above it");
    wide.stop();
    wide.with("max.record.bytes", 1000).runBounded();
    assertThat(wide.rows("text STRING")).hasSize(4).endsWith(Row.of("c"));
  }

  @Test
  void anotherTableAtThePathIsRefusedAtARestart() throws IOException {
    // Given
    table.append(Row.of(1L));
    run.runBounded();
    final String before = table.id();
    deleteTable();
    table = TestTable.create(folder.resolve("table"), DDL);
    table.append(Row.of(2L));

    // When / Then
    assertProblem(
        run::start,
        table.path()
            + ": this is another table than the one that was read: its id is "
            + table.id()
            + ", and that one's is "
            + before
            + "; begin anew under another source.name, or put the other table back");
  }

  @Test
  void anotherTableAtThePathIsRefusedWhileRunningHoweverManyVersionsItHas() throws IOException {
    for (int versions = 0; versions < 5; versions++) {
      // Given
      table.append(Row.of(1L));
      SourceRun running = new SourceRun(table.path()).with("source.name", "run" + versions).start();
      running.drain();
      table.append(Row.of(2L));
      running.drain();
      String before = table.id();

      // When
      deleteTable();
      table = TestTable.create(folder.resolve("table"), DDL);
      for (int i = 0; i < versions; i++) {
        table.append(Row.of(10L + i));
      }

      // Then
      assertProblem(
          running::poll,
          table.path()
              + ": this is another table than the one that was read: its id is "
              + table.id()
              + ", and that one's is "
              + before
              + "; begin anew under another source.name, or put the other table back");
    }
  }

  @Test
  void aTableThatWasPutBackToAnOlderStateIsRefused() throws IOException {
    // Given
    table.append(Row.of(1L));
    table.append(Row.of(2L));
    run.start().drain();
    Files.delete(table.log(2));
    String message =
        table.path()
            + ": the table is at version 1, and the source has read it to version 2: it was put"
            + " back to an older state; begin anew under another source.name, or put the newer"
            + " state back";

    // When / Then
    assertProblem(run::poll, message);
    run.stop();
    assertProblem(run::start, message);
  }

  @Test
  void aCommitThatWasReplacedIsRefused() throws IOException {
    // Given
    table.append(Row.of(1L));
    table.append(Row.of(2L));
    table.append(Row.of(3L));
    run.with("starting.version", 1).start().drain();
    Files.copy(table.log(2), table.log(3), StandardCopyOption.REPLACE_EXISTING);
    table.commit(TestTable.info("WRITE"));

    // When / Then
    assertProblem(
        run::poll,
        table.path()
            + ": version 3 is another than the one that was read; begin anew under another"
            + " source.name");
  }

  @Test
  void aTableThatHasGoneIsRefused() throws IOException {
    // Given
    table.append(Row.of(1L));
    run.start().drain();
    deleteTable();
    String message =
        table.path() + ": there is no Delta table; check the path, or create the table first";

    // When / Then
    assertProblem(run::poll, message);
    run.stop();
    assertProblem(run::start, message);
  }

  @Test
  void aBoundedRunDoesNotWaitForATable() {
    // Given
    SourceRun bounded = new SourceRun(folder.resolve("none").toString()).with("bounded", true);

    // When / Then
    assertProblem(
        bounded::start,
        folder.resolve("none")
            + ": there is no Delta table; check the path, or create the table first");
  }

  @Test
  void aCommitThatNeedsANewerReaderIsRefused() {
    // Given
    table.append(Row.of(1L));
    run.start().drain();
    table.commit(
        "{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,"
            + "\"readerFeatures\":[\"deletionVectors\"],\"writerFeatures\":[\"deletionVectors\"]}}");

    // When / Then
    assertProblem(
        run::poll,
        table.path()
            + ": version 2 can't be read: it needs Delta reader version 3 for [deletionVectors], and"
            + " Tidemark has version 1; copy the table into one without that feature");
  }

  @Test
  void anOffsetThatSomeoneAlteredIsRefused() {
    // Given
    table.append(Row.of(1L));

    // When / Then
    run.alterOffset(Map.of("version", 1L));
    assertProblem(
        run::start,
        "the source's stored offset: {version=1} is not one of a Delta source; delete it, or write"
            + " {version=0, file=0, row=0, snapshot=false, table_id=…}");
    run.alterOffset(
        new SourceOffset(table.id(), new Position(Position.Phase.COMMIT, 1, 2, 0)).toMap());
    assertProblem(
        run.start()::poll,
        table.path()
            + ": 2 files of version 1 have been read, and it has 1; begin anew under another"
            + " source.name");
    run.alterOffset(
        new SourceOffset(table.id(), new Position(Position.Phase.COMMIT, 1, 0, 5)).toMap());
    assertThatThrownBy(run.start()::poll)
        .hasMessageContaining(
            ": 5 rows of it have been read, and it has 1; put the file back that was there, or"
                + " begin anew under another source.name");
  }

  private void deleteTable() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("table"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void assertProblem(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(ConnectException.class)
        .hasMessage(message)
        .hasCauseInstanceOf(UserException.class);
  }
}
