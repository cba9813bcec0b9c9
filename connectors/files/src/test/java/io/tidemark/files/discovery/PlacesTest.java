package io.tidemark.files.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {

  @ParameterizedTest
  @CsvSource({
    "data/in, data/in",
    "/data/in, /data/in",
    "file:/data/in, /data/in",
    "file:///data/a b%20, /data/a b%20",
    "FILE:///data, /data",
    "a:b, a:b"
  })
  void areThisMachinesWithoutASchemeOrWithFile(String text, String path) {
    assertThat(Places.path(text)).isEqualTo(Path.of(path));
    assertThat(Places.isLocal(Places.path(text))).isTrue();
  }

  @Test
  void areHadoopsWithAnyOtherScheme() {
    Path path = Places.path("hdfs://localhost:1/in");

    assertThat(Places.isLocal(path)).isFalse();
    assertThat(path).hasToString("hdfs://localhost:1/in");
  }

  @Test
  void areCutAtTheFirstGlob() {
    SourcePath path = SourcePath.parse("hdfs://localhost:1/in/2026-*/*.json");

    assertThat(path.folder()).isEqualTo(Places.path("hdfs://localhost:1/in"));
    assertThat(path.glob()).isEqualTo("2026-*/*.json");
  }
}
