package io.tidemark.delta.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.delta.table.DataFile;
import io.tidemark.row.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are written by another engine, or lie where only Hadoop can read them. */
class OtherEngineTest {

  @TempDir Path folder;

  @Test
  void followsATableThatDeltaKernelWrites() throws IOException {
    // Given
    KernelTable table = new KernelTable(folder).create();
    List<Row> expected = new ArrayList<>();
    SourceRun run = new SourceRun(folder.toString()).start();

    // When
    for (int commit = 0; commit < 12; commit++) {
      List<Row> rows = rows(commit);
      table.append(rows);
      expected.addAll(rows);
      if (commit == 7) {
        table.checkpoint();
      }
      if (commit % 3 == 0) {
        run.drain();
        run.stop();
        run.start();
      }
    }
    run.drain();

    // Then
    assertThat(run.rows(KernelTable.DDL)).containsExactlyElementsOf(expected);
    SourceRun later = new SourceRun(folder.toString());
    later.runBounded();
    assertThat(later.rows(KernelTable.DDL)).containsExactlyInAnyOrderElementsOf(expected);
    SourceRun fromVersion = new SourceRun(folder.toString()).with("starting.version", 12);
    fromVersion.runBounded();
    assertThat(fromVersion.rows(KernelTable.DDL)).containsExactlyElementsOf(rows(11));
  }

  @Test
  void readsATableOnAnyFileSystemOfHadoop() throws IOException {
    // Given
    TestTable table = TestTable.create(folder.resolve("a b"), "id BIGINT, p STRING", "p");
    table.append(Row.of(1L, "x y%"));
    SourceRun run = new SourceRun("other://" + folder.resolve("a b")).start();
    run.drain();

    // When
    DataFile gone = table.append(Row.of(2L, "z")).get(0);
    Path aside = Files.move(Path.of(gone.path()), folder.resolve("aside"));

    // Then
    assertThatThrownBy(run::poll)
        .hasMessageStartingWith(
            "other://"
                + folder.resolve("a b")
                + ": version 2: file "
                + table.name(gone)
                + ": it is not there, though the table's log has it; put it back");
    Files.move(aside, Path.of(gone.path()));
    run.drain();
    assertThat(run.rows("id BIGINT, p STRING"))
        .containsExactly(Row.of(1L, "x y%"), Row.of(2L, "z"));
  }

  private static List<Row> rows(int commit) {
    String country = commit % 4 == 0 ? null : "country " + commit % 4;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long id = commit * 100L + i;
      rows.add(
          Row.of(
              id,
              i % 5 == 0 ? null : "näme " + id,
              1_700_000_000_000_000L + id,
              19_000 + i,
              new BigDecimal(id + ".25"),
              i % 3 == 0 ? null : Arrays.asList(i, null, commit),
              country));
    }
    return rows;
  }
}
