package io.tidemark.files.discovery;

import static io.tidemark.files.discovery.DiscoveryOptions.Depth.FOLDER_ONLY;
import static io.tidemark.files.discovery.DiscoveryOptions.Depth.SUBFOLDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tidemark.files.discovery.DiscoveryOptions.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FileDiscoveryTest {

  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(FileDiscovery.class);

  @TempDir Path temp;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Path folder;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectory(temp.toRealPath().resolve("in"));
    log.start();
    LOGGER.addAppender(log);
  }

  @AfterEach
  void stopLogging() {
    LOGGER.detachAppender(log);
  }

  @Test
  void ordersByTimeThenByName() throws Exception {
    file("b", 5);
    file("c", 1);
    file("a", 5);
    file("d", 3);

    assertThat(Listed.of(FOLDER_ONLY, folder.toString()).names())
        .containsExactly("c", "d", "a", "b");
  }

  @Test
  void readsASingleFile() throws Exception {
    file("a", 1);
    file("b", 1);

    assertThat(Listed.of(FOLDER_ONLY, folder + "/a").names()).containsExactly("a");
  }

  @Test
  void readsAFileOnceThatSeveralPathsLeadTo() throws Exception {
    file("a", 1);
    file("b", 2);
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder);

    assertThat(
            Listed.of(FOLDER_ONLY, folder.toString(), folder + "/a", link + "/*", link + "/b")
                .names())
        .containsExactly("a", "b");
  }

  @Nested
  class Globs {

    @BeforeEach
    void writeFiles() throws IOException {
      file("a.json", 1);
      file("b.txt", 2);
      file("x/c.json", 3);
      file("x/y/d.json", 4);
    }

    @Test
    void matchNamesInTheFolder() throws Exception {
      assertThat(Listed.of(FOLDER_ONLY, folder + "/*.json").names()).containsExactly("a.json");
    }

    @Test
    void matchNamesInSubfoldersOnRequest() throws Exception {
      assertThat(Listed.of(SUBFOLDERS, folder + "/*.json").names())
          .containsExactly("a.json", "x/c.json", "x/y/d.json");
    }

    @Test
    void matchSubfolders() throws Exception {
      assertThat(Listed.of(FOLDER_ONLY, folder + "/*/*.json").names()).containsExactly("x/c.json");
      assertThat(Listed.of(FOLDER_ONLY, folder + "/**.json").names())
          .containsExactly("a.json", "x/c.json", "x/y/d.json");
    }

    @Test
    void ofTheSameFolderGoTogether() throws Exception {
      assertThat(Listed.of(FOLDER_ONLY, folder + "/*.json", folder + "/*.*").names())
          .containsExactly("a.json", "b.txt");
    }
  }

  @Nested
  class Links {

    @Test
    void thatLeadOutOfTheSourceAreNotFollowed() throws Exception {
      Path outside = Files.writeString(temp.resolve("secret"), "{}");
      Files.createSymbolicLink(folder.resolve("a"), outside);
      Files.createSymbolicLink(folder.resolve("b"), Path.of("../secret"));
      Files.createSymbolicLink(folder.resolve("c"), temp);

      assertThat(Listed.of(SUBFOLDERS, folder.toString()).names()).isEmpty();
      assertThat(messages())
          .contains(folder + "/a is not read: a link that leads out of the source's folder");
    }

    @Test
    void toAFileThatIsReadAnywayAreLeftAlone() throws Exception {
      file("day1", 1);
      Files.createSymbolicLink(folder.resolve("latest"), Path.of("day1"));

      assertThat(Listed.of(FOLDER_ONLY, folder.toString()).names()).containsExactly("day1");
    }

    @Test
    void toAHiddenFileWithinTheSourceAreRead() throws Exception {
      file("..2026/day1", 1);
      Files.createSymbolicLink(folder.resolve("day1"), Path.of("..2026/day1"));

      assertThat(Listed.of(SUBFOLDERS, folder.toString()).names()).containsExactly("day1");
    }

    @Test
    void toFoldersAreNotFollowedRoundInCircles() throws Exception {
      file("a", 1);
      Files.createSymbolicLink(folder.resolve("loop"), folder);

      assertThat(Listed.of(SUBFOLDERS, folder.toString()).names()).containsExactly("a");
    }

    @Test
    void mayBeTheSourceItself() throws Exception {
      file("a", 1);
      Path link = Files.createSymbolicLink(temp.resolve("link"), folder);

      assertThat(Listed.of(FOLDER_ONLY, link.toString()).names()).containsExactly("a");
    }
  }

  @Test
  void leavesAPipeAloneAndSaysSo() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    file("a", 1);

    assertThat(Listed.of(FOLDER_ONLY, folder.toString()).names()).containsExactly("a");
    assertThat(messages()).containsExactly(pipe + " is not read: not a regular file");
  }

  @Test
  void leavesADeltaTableInASubfolderAloneAndSaysSo() throws Exception {
    file("a", 1);
    file("table/_delta_log/00000000000000000000.json", 1);
    file("table/part-0.parquet", 2);
    file("table/country=DE/part-1.parquet", 3);

    assertThat(Listed.of(SUBFOLDERS, folder.toString()).names()).containsExactly("a");
    assertThat(messages())
        .containsExactly(folder + "/table is not read: a Delta table, not a folder of JSON");
  }

  @Test
  void readsAroundAFolderThatItMayNotOpen() throws Exception {
    file("a", 1);
    file("closed/b", 2);
    Path closed = folder.resolve("closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(closed)).as("the user may read anything").isFalse();

    Listed listed = Listed.of(SUBFOLDERS, folder.toString());

    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    assertThat(listed.names()).containsExactly("a");
    assertThat(listed.failures()).isEqualTo(1);
  }

  @Test
  void givesUpAFileThatNeverSettlesWhenItIsToEnd() throws Exception {
    file("a", 1);
    AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1_700_000_002L));
    DiscoveryOptions options =
        new DiscoveryOptions(
            List.of(SourcePath.parse(folder.toString())),
            FOLDER_ONLY,
            Mode.BOUNDED,
            Duration.ofHours(1),
            Duration.ofMillis(10),
            Optional.empty());
    try (FileDiscovery discovery = FileDiscovery.start(options, now::get, new AtomicLong())) {
      assertThat(discovery.take(10)).isEmpty();
      assertThat(discovery.isExhausted()).isFalse();

      now.set(now.get().plusSeconds(10));

      assertThat(discovery.take(10)).isEmpty();
      assertThat(discovery.isExhausted()).isTrue();
      assertThat(messages())
          .containsExactly(folder + "/a is still being written and is left for the next run");
    }
  }

  private List<String> messages() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private void file(String name, int second) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{}");
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000L + second)));
  }
}
