package io.tidemark.files.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenFilesTest {

  private static final SourceRoot ROOT = new SourceRoot("in", Path.of("/in"), List.of());

  private final SeenFiles seen = new SeenFiles();

  @Test
  void knowsEachOfManyFilesAsItWas() {
    for (int i = 0; i < 100_000; i++) {
      seen.add(found(i, i));
    }

    for (int i = 0; i < 100_000; i++) {
      assertThat(seen.contains(found(i, i))).isTrue();
      assertThat(seen.contains(found(i, i + 1))).isFalse();
      assertThat(seen.contains(found(i + 100_000, i))).isFalse();
    }
  }

  @Test
  void takesTheLatestStampOfAFile() {
    seen.add(found(1, 1));
    seen.add(found(1, 2));

    assertThat(seen.contains(found(1, 1))).isFalse();
    assertThat(seen.contains(found(1, 2))).isTrue();
  }

  @Test
  void forgets() {
    seen.add(found(1, 1));

    seen.forget(found(1, 1).file());

    assertThat(seen.contains(found(1, 1))).isFalse();
  }

  private static FoundFile found(int name, long mtime) {
    return new FoundFile(
        new SourceFile(ROOT, Path.of("file" + name)), new FileStamp(10, mtime, null));
  }
}
