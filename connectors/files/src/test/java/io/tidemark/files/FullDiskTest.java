package io.tidemark.files;

import static io.tidemark.files.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * An archive on a disk that is full: a file system in memory of 64 kB, where the tests may mount
 * one. {@link HdfsIT} has the same with a quota of HDFS, everywhere.
 */
class FullDiskTest {

  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(FileClearing.class);
  private static final String LARGE = "{\"text\":\"" + "x".repeat(100_000) + "\"}";

  @TempDir Path temp;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Path folder;
  private Path archive;
  private TaskRun run;

  @BeforeEach
  void mountASmallDisk() throws Exception {
    folder = Files.createDirectory(temp.resolve("in"));
    archive = Files.createDirectory(temp.resolve("archive"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", archive.toString()))
        .as("the user may not mount")
        .isZero();
    run =
        TaskRun.of(folder)
            .with("clean.source", "archive")
            .with("archive.dir", archive.toString())
            .with("poll.interval.ms", "10");
    log.start();
    LOGGER.addAppender(log);
  }

  @AfterEach
  void unmount() throws Exception {
    LOGGER.detachAppender(log);
    run("umount", "-l", archive.toString());
  }

  @Test
  void keepsWhatItCannotTakeInTheSourceUntilThereIsRoom() throws Exception {
    Path large = write(folder.resolve("a.json"), LARGE + "\n", 1);
    write(folder.resolve("b.json"), "{\"n\":1}\n", 2);

    run.runBounded();

    assertThat(run.values()).containsExactly(LARGE, "{\"n\":1}");
    assertThat(large).hasContent(LARGE);
    assertThat(archive)
        .isDirectoryContaining("glob:**/b.json")
        .isDirectoryNotContaining(this::isOfA);
    assertThat(log.list)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .contains(large + " is published, but can't be archived")
        .contains("No space left on device");

    run("mount", "-o", "remount,size=1m", archive.toString());

    assertThat(run.runBounded()).isEmpty();
    assertThat(archive.resolve("a.json")).hasContent(LARGE);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isTriedAgainWithinARun() throws Exception {
    Path large = write(folder.resolve("a.json"), LARGE + "\n", 1);
    run.start().pollAndCommit();
    assertThat(large).exists();

    run("mount", "-o", "remount,size=1m", archive.toString());
    Path archived = archive.resolve("a.json");
    await()
        .pollInSameThread()
        .untilAsserted(
            () -> {
              run.pollAndCommit();
              assertThat(archived).hasContent(LARGE);
            });
    run.stop();

    assertThat(large).doesNotExist();
    assertThat(run.values()).containsExactly(LARGE);
  }

  private boolean isOfA(Path path) {
    return path.getFileName().toString().contains("a.json");
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor();
  }
}
