package io.tidemark.delta.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.delta.KernelTable;
import io.tidemark.delta.table.DeltaTable;
import io.tidemark.row.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes append to one table on a local disk at once. */
class TwoProcessesIT {

  private static final int COMMITS = 500;

  @TempDir Path folder;

  @Test
  void noAcknowledgedCommitIsLost() throws Exception {
    // Given
    Path table = folder.resolve("table");

    // When
    Process left = start(table, "left");
    Process right = start(table, "right");
    assertThat(left.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(right.waitFor(5, TimeUnit.MINUTES)).isTrue();

    // Then
    assertThat(List.of(left.exitValue(), right.exitValue()))
        .as(() -> output("left.err") + output("right.err"))
        .containsOnly(0);
    List<Long> acknowledged = new ArrayList<>(versions("left"));
    acknowledged.addAll(versions("right"));
    assertThat(acknowledged)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, 2 * COMMITS).boxed().toList());
    try (DeltaTable read = DeltaTable.open(table.toString())) {
      assertThat(read.version()).isEqualTo(2 * COMMITS);
      assertThat(read.txnVersions(List.of("left", "right")))
          .isEqualTo(Map.of("left", COMMITS - 1L, "right", COMMITS - 1L));
    }
    assertThat(new KernelTable(table).rows(AppendingProcess.SCHEMA))
        .containsExactlyInAnyOrderElementsOf(rows());
  }

  private Process start(Path table, String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            AppendingProcess.class.getName(),
            table.toString(),
            name,
            String.valueOf(COMMITS))
        .redirectOutput(folder.resolve(name + ".out").toFile())
        .redirectError(folder.resolve(name + ".err").toFile())
        .start();
  }

  private List<Long> versions(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name + ".out")).stream().map(Long::valueOf).toList();
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (long i = 0; i < COMMITS; i++) {
      rows.add(Row.of("left", i));
      rows.add(Row.of("right", i));
    }
    return rows;
  }

  private String output(String name) {
    try {
      return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
