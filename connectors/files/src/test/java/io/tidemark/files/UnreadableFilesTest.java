package io.tidemark.files;

import static io.tidemark.files.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tidemark.files.ChildJvm.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files and folders that the source may not read. The superuser may read all: where the tests run
 * as that, the source runs in a process without the right to pass over permissions.
 */
class UnreadableFilesTest {

  private static final List<String> WITHOUT_RIGHTS =
      List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all");

  @TempDir Path temp;

  private Path folder;
  private Path closed;

  @BeforeEach
  void writeAGoodFile() throws IOException {
    folder = temp.resolve("in");
    write(folder.resolve("z-good.json"), "{\"good\":1}\n", 100);
  }

  @AfterEach
  void openAgain() throws IOException {
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aFolderThatMayNotBeOpenedDoesNotKeepTheOthersFromBeingRead() throws Exception {
    write(folder.resolve("closed/a.json"), "{\"n\":1}\n", 1);
    close(folder.resolve("closed"));

    assertThat(read().output())
        .contains("values [{\"good\":1}] failed 1")
        .contains(closed + " can't be read and will be tried again");
  }

  @Test
  void aFileThatMayNotBeReadDoesNotKeepTheOthersFromBeingRead() throws Exception {
    close(write(folder.resolve("a.json"), "{\"n\":1}\n", 1));

    assertThat(read().output())
        .contains("values [{\"good\":1}] failed 1")
        .contains(closed + " can't be read and is left for the next run");
  }

  @Test
  void theSourcesOwnFolderIsNamedWithWhatToDo() throws Exception {
    close(folder);

    assertThat(read().output())
        .contains(
            "refused: "
                + folder
                + ": can't be read: no permission; let the user who runs this read and open it");
  }

  private void close(Path path) throws IOException {
    closed = path;
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
  }

  private Result read() throws Exception {
    ChildJvm source = new ChildJvm(temp.resolve("log"));
    if (Files.isReadable(closed)) {
      assumeThat(new ProcessBuilder("which", WITHOUT_RIGHTS.get(0)).start().waitFor())
          .as("the user may read anything, and there is no setpriv to give that up")
          .isZero();
      source.startedBy(WITHOUT_RIGHTS);
    }
    return source.run(Reading.class, folder.toString());
  }

  /** Reads a folder, subfolders too, to its end. */
  static final class Reading {

    public static void main(String[] arguments) {
      TaskRun run = TaskRun.of(Path.of(arguments[0])).with("recursive", "true");
      try {
        run.runBounded();
        System.out.printf("values %s failed %d%n", run.values(), run.metric("files-failed-total"));
      } catch (ConnectException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }
}
