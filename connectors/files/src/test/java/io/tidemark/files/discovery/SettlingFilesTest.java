package io.tidemark.files.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlingFilesTest {

  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(WRITTEN.plusMillis(40));
  private final SettlingFiles settling = new SettlingFiles(2, Duration.ofMillis(100), now::get);
  private Path path;

  @BeforeEach
  void writeFile() throws IOException {
    path = Files.writeString(folder.toRealPath().resolve("a.json"), "{}");
    touch(WRITTEN);
  }

  @Test
  void aFileThatHasNotChangedForLongIsSettled() throws IOException {
    now.set(WRITTEN.plusMillis(100));

    assertThat(settling.isSettled(found())).isTrue();
    assertThat(settling.size()).isZero();
  }

  @Test
  void aFileThatChangedLatelySettlesWhenItsTimeHasCome() throws IOException {
    assertThat(settling.isSettled(found())).isFalse();
    assertThat(settling.takeSettled()).isEmpty();
    assertThat(settling.nextMillis()).isEqualTo(WRITTEN.plusMillis(100).toEpochMilli());

    now.set(WRITTEN.plusMillis(100));

    assertThat(settling.takeSettled()).containsExactly(found());
    assertThat(settling.size()).isZero();
  }

  @Test
  void aFileThatIsStillWrittenStartsAgain() throws IOException {
    settling.isSettled(found());
    now.set(WRITTEN.plusMillis(110));
    Files.writeString(path, "{}{}");
    touch(WRITTEN.plusMillis(90));

    assertThat(settling.takeSettled()).isEmpty();
    now.set(WRITTEN.plusMillis(190));

    assertThat(settling.takeSettled()).containsExactly(found());
  }

  @Test
  void aFileOfTheFutureSettlesAfterBeingWatchedForAsLong() throws IOException {
    touch(WRITTEN.plusSeconds(3600));

    assertThat(settling.isSettled(found())).isFalse();
    now.set(now.get().plusMillis(100));

    assertThat(settling.takeSettled()).containsExactly(found());
  }

  @Test
  void aFileThatIsGoneIsForgotten() throws IOException {
    settling.isSettled(found());
    Files.delete(path);
    now.set(WRITTEN.plusSeconds(1));

    assertThat(settling.takeSettled()).isEmpty();
    assertThat(settling.size()).isZero();
  }

  @Test
  void aFileHeldBackWaitsHoweverOldItIs() throws IOException {
    now.set(WRITTEN.plusSeconds(10));
    settling.holdBack(found(), Duration.ofMillis(50));

    assertThat(settling.takeSettled()).isEmpty();
    now.set(now.get().plusMillis(50));

    assertThat(settling.takeSettled()).containsExactly(found());
  }

  @Test
  void filesThatHaveNoRoomAreToBeFoundAnewWhenTheOthersHaveSettled() throws IOException {
    settling.isSettled(found("a.json"));
    settling.isSettled(found("b.json"));
    settling.isSettled(found("c.json"));
    assertThat(settling.size()).isEqualTo(2);
    assertThat(settling.mustBeFoundAnew()).isFalse();

    now.set(WRITTEN.plusMillis(100));
    settling.takeSettled();

    assertThat(settling.mustBeFoundAnew()).isTrue();
    assertThat(settling.isExhausted()).isFalse();
    settling.beginListing();
    assertThat(settling.isExhausted()).isTrue();
  }

  private void touch(Instant time) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(time));
  }

  private FoundFile found() throws IOException {
    return found("a.json");
  }

  private FoundFile found(String name) throws IOException {
    SourceRoot root = new SourceRoot("in", folder.toRealPath(), List.of());
    return new FoundFile(new SourceFile(root, Path.of(name)), FileStamp.read(path));
  }
}
