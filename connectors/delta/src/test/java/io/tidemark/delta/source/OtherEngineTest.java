package io.tidemark.delta.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.row.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that another engine writes, while it does. */
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
