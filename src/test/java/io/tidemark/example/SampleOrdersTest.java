package io.tidemark.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.golden.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleOrdersTest {

  private static final Path EXAMPLES = Path.of("..", "topology", "examples");

  @Test
  void theCheckedInFilesAreWhatTheGeneratorWrites() throws IOException {
    // Given
    Path folder = EXAMPLES.resolve("orders");
    SortedMap<String, String> expected = SampleOrders.files();
    if (Golden.UPDATE) {
      write(folder, expected);
    }

    // When
    SortedMap<String, String> found = read(folder);

    // Then
    assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void theOrderToDropInIsWhatTheGeneratorWrites() {
    Golden.assertSame(EXAMPLES.resolve("one-more.json"), SampleOrders.oneMore());
  }

  @Test
  void allOfItIsSmallEnoughToShip() {
    int bytes =
        SampleOrders.files().values().stream()
            .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
            .sum();

    assertThat(bytes).isLessThan(2_000_000);
  }

  private static void write(Path folder, SortedMap<String, String> files) throws IOException {
    Files.createDirectories(folder);
    for (String old : read(folder).keySet()) {
      Files.delete(folder.resolve(old));
    }
    for (var file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** What lies in the folder, but for the one that the README tells people to drop in. */
  private static SortedMap<String, String> read(Path folder) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> !f.endsWith("one-more.json")).toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }
}
