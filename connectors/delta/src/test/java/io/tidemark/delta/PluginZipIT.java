package io.tidemark.delta;

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
  void holdsOneFolderWithTheConnectorsAndTheirLibraries() throws IOException {
    // When
    List<String> jars = jars();

    // Then
    assertThat(jars).allMatch(jar -> jar.matches("tidemark-delta-[^/]+/[^/]+\\.jar"));
    assertThat(jars.stream().map(jar -> jar.replaceAll(".*/|-\\d.*", "")))
        .contains("tidemark-delta", "tidemark-row", "delta-standalone_2.13", "parquet-hadoop");
  }

  @Test
  void holdsNeitherWhatTheWorkerHasNorWhatOnlyTheApplicationNeeds() throws IOException {
    assertThat(jars())
        .noneMatch(
            jar ->
                Stream.of("kafka", "connect-", "rocksdb", "duckdb", "slf4j", "logback")
                    .anyMatch(jar.replaceAll(".*/", "")::contains));
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
