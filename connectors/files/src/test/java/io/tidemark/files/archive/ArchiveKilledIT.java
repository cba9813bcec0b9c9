package io.tidemark.files.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is killed between the steps of a move to the archive, and the next one. */
class ArchiveKilledIT {

  private static final int KILLED = 137;

  @TempDir Path temp;

  private Path file;
  private Path archive;

  @BeforeEach
  void prepare() throws IOException {
    file = Files.writeString(temp.resolve("a.json"), "{}");
    archive = temp.resolve("archive");
  }

  @ParameterizedTest
  @ValueSource(strings = {"files.before-archive", "files.between-archive-steps"})
  void leavesAFileThatIsArchivedOnceByTheNext(String step) throws Exception {
    assertThat(takeInAProcessKilledAt(step)).isEqualTo(KILLED);
    assertThat(file).exists();

    new Archive(archive).take(file, Path.of("a.json"));

    assertThat(file).doesNotExist();
    assertThatArchiveHoldsTheFileOnce();
  }

  @Test
  void leavesNothingToDoAfterTheLastStep() throws Exception {
    assertThat(takeInAProcessKilledAt("files.after-archive")).isEqualTo(KILLED);

    assertThat(file).doesNotExist();
    assertThatArchiveHoldsTheFileOnce();
  }

  private void assertThatArchiveHoldsTheFileOnce() throws IOException {
    try (Stream<Path> archived = Files.list(archive)) {
      assertThat(archived).containsExactly(archive.resolve("a.json"));
    }
    assertThat(archive.resolve("a.json")).hasContent("{}");
  }

  private int takeInAProcessKilledAt(String step) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dtidemark.failpoint=" + step,
                Taking.class.getName(),
                archive.toString(),
                file.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** Moves one file to an archive. */
  static final class Taking {

    private Taking() {}

    public static void main(String[] arguments) throws IOException {
      Path file = Path.of(arguments[1]);
      new Archive(Path.of(arguments[0])).take(file, file.getFileName());
    }
  }
}
