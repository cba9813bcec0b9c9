package io.tidemark.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What {@code mvn package} makes for a Connect worker's plugin.path. */
class PluginZipIT {

  @Test
  void holdsOneFolderWithTheConnectorAndWhatItNeedsAndNothingThatTheWorkerHas() throws IOException {
    // When
    List<String> jars = jars();

    // Then
    assertThat(jars).allMatch(jar -> jar.matches("tidemark-files-[^/]+/[^/]+\\.jar"));
    assertThat(jars.stream().map(jar -> jar.replaceAll(".*/|-\\d.*", "")))
        .containsExactlyInAnyOrder(
            "tidemark-files",
            "tidemark-row",
            "jackson-core",
            "jspecify",
            "hadoop-client-api",
            "hadoop-client-runtime",
            "snappy-java",
            "jsr305");
  }

  private static List<String> jars() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      List<Path> zips = files.filter(file -> file.toString().endsWith(".zip")).toList();
      assertThat(zips).hasSize(1);
      try (ZipFile zip = new ZipFile(zips.get(0).toFile())) {
        return zip.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".jar")).toList();
      }
    }
  }
}
