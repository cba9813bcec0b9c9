package io.tidemark.files.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths of a namenode that isn't there: they are made without asking it. */
class HadoopPathTest {

  private static final String ROOT = "hdfs://localhost:1";

  @ParameterizedTest
  @CsvSource({
    "/in, /in",
    "/in/, /in",
    "/in/../out, /out",
    "/../../etc, /etc",
    "/in/./a//b, /in/a/b",
    "/100% ünï, /100% ünï",
    "/, /"
  })
  void isNormal(String written, String normal) {
    assertThat(HadoopFiles.path(ROOT + written)).hasToString(ROOT + normal);
  }

  @Test
  void isMadeOfNames() {
    Path path = HadoopFiles.path(ROOT + "/in/sub/a.json");

    assertThat(path.getNameCount()).isEqualTo(3);
    assertThat(path.getFileName()).hasToString("a.json");
    assertThat(path.getParent()).hasToString(ROOT + "/in/sub");
    assertThat((Iterable<Path>) path).map(Path::toString).containsExactly("in", "sub", "a.json");
    assertThat(path.resolveSibling("b.json")).hasToString(ROOT + "/in/sub/b.json");
    assertThat(path.startsWith(HadoopFiles.path(ROOT + "/in"))).isTrue();
    assertThat(path.startsWith(HadoopFiles.path(ROOT + "/i"))).isFalse();
    assertThat(path.getRoot()).hasToString(ROOT + "/").extracting(Path::getParent).isNull();
  }

  @Test
  void isFoundAgainBelowItsFolder() {
    Path folder = HadoopFiles.path(ROOT + "/in");
    Path file = folder.resolve("sub/a.json");

    Path relative = folder.relativize(file);

    assertThat(relative).hasToString("sub/a.json");
    assertThat(relative.isAbsolute()).isFalse();
    assertThat(folder.resolve(relative)).isEqualTo(file).hasSameHashCodeAs(file);
    assertThatThrownBy(() -> file.relativize(folder)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isOfItsFileSystemOnly() {
    Path there = HadoopFiles.path(ROOT + "/in");

    assertThat(there)
        .isNotEqualTo(Path.of("/in"))
        .isNotEqualTo(HadoopFiles.path("hdfs://localhost:2/in"));
    assertThatThrownBy(() -> there.resolve(Path.of("a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isRefusedWhenItsHostIsUnknown() {
    assertThatThrownBy(() -> HadoopFiles.path("hdfs://nosuch.invalid:1/in"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there is no file system for 'hdfs://nosuch.invalid:1': java.net.UnknownHostException:"
                + " nosuch.invalid");
  }

  @Test
  void saysWhatToAddForAFileSystemWhoseLibraryIsNotThere() {
    assertThatThrownBy(() -> HadoopFiles.path("s3a://shop/in"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("s3a://shop needs hadoop-aws 3.")
        .hasMessageContaining("there is no class org.apache.hadoop.fs.s3a.S3AFileSystem")
        .hasMessageContaining("TIDEMARK_CLASSPATH");
  }

  @Test
  void isRefusedWhenThereIsNoSuchFileSystem() {
    assertThatThrownBy(() -> HadoopFiles.path("nosuch://bucket/in"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there is no file system for 'nosuch://bucket': No FileSystem for scheme \"nosuch\"");
  }
}
