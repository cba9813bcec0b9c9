package io.tidemark.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileSourceTaskTest {

  @TempDir Path folder;

  private TaskRun run;

  @org.junit.jupiter.api.BeforeEach
  void configure() {
    run =
        new TaskRun(Map.of("source.name", "orders", "topic", "orders", "path", folder.toString()));
  }

  @Test
  void publishesTheOldestFileFirst() throws IOException {
    write("b.json", "{\"n\":1}\n{\"n\":2}\n", 10);
    write("a.json", "{\"n\":3}\n", 20);

    List<Integer> transactions = run.runBounded();

    assertThat(transactions).containsExactly(3);
    assertThat(run.values()).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
  }

  @Test
  void readsNothingAgainAfterARestart() throws IOException {
    write("a.json", "{\"n\":1}\n", 10);
    run.runBounded();

    List<Integer> transactions = run.runBounded();

    assertThat(transactions).isEmpty();
    assertThat(run.values()).hasSize(1);
  }

  private void write(String name, String text, int second) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second)));
  }
}
