package io.tidemark.files.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyFilesTest {

  private static final SourceRoot ROOT = new SourceRoot("in", Path.of("/in"), List.of());

  private final ReadyFiles ready = new ReadyFiles(2);

  @Test
  void keepsTheFirstThatFitAndAsksForTheRest() {
    ready.add(found("c", 3));
    ready.add(found("b", 2));
    ready.add(found("a", 1));

    assertThat(ready.poll()).isEqualTo(found("a", 1));
    assertThat(ready.mustBeFoundAnew()).isFalse();
    assertThat(ready.poll()).isEqualTo(found("b", 2));
    assertThat(ready.mustBeFoundAnew()).isTrue();
    assertThat(ready.isExhausted()).isFalse();
  }

  @Test
  void isExhaustedWhenAllFitted() {
    ready.add(found("a", 1));
    ready.add(found("a", 1));
    ready.poll();

    assertThat(ready.poll()).isNull();
    assertThat(ready.isExhausted()).isTrue();
    assertThat(ready.mustBeFoundAnew()).isFalse();
  }

  private static FoundFile found(String name, long mtime) {
    return new FoundFile(new SourceFile(ROOT, Path.of(name)), new FileStamp(10, mtime, null));
  }
}
