package io.tidemark.files.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveTest {

  @TempDir Path temp;

  private Path source;
  private Path folder;
  private Archive archive;

  @BeforeEach
  void prepare() throws IOException {
    source = Files.createDirectory(temp.resolve("in"));
    folder = temp.resolve("archive");
    archive = new Archive(folder);
  }

  @Test
  void keepsTheFileWithItsTimeUnderItsPath() throws IOException {
    Path file = file("a.json", "one");
    FileTime time = Files.getLastModifiedTime(file);

    Path taken = archive.take(file, Path.of("x/y/a.json"));

    assertThat(taken).isEqualTo(folder.resolve("x/y/a.json")).hasContent("one");
    assertThat(Files.getLastModifiedTime(taken)).isEqualTo(time);
    assertThat(file).doesNotExist();
  }

  @Test
  void numbersANameThatIsAsLongAsANameCanBe() throws IOException {
    String name = "ü".repeat(125) + ".json";
    for (int i = 0; i < 3; i++) {
      archive.take(file(name, "version " + i), Path.of(name));
    }

    try (Stream<Path> archived = Files.list(folder)) {
      assertThat(archived).hasSize(3);
    }
    assertThat(folder.resolve(name)).hasContent("version 0");
    assertThat(folder.resolve("ü".repeat(124) + "-2.json")).hasContent("version 2");
  }

  @Test
  void recognisesAMoveThatWasKilledHalfWay() throws IOException {
    Path file = file("a.json", "one");
    Files.createDirectories(folder);
    Files.createLink(folder.resolve("a.json"), file);

    archive.take(file, Path.of("a.json"));

    assertThat(file).doesNotExist();
    assertThat(folder).isDirectoryNotContaining("glob:**-1.json");
  }

  @Test
  void overwritesNothingWhenManyTakeFilesOfOneName() throws IOException {
    List<CompletableFuture<Path>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Path file = file("in" + i, "content " + i);
      all.add(CompletableFuture.supplyAsync(() -> take(file)));
    }

    List<Path> taken = all.stream().map(CompletableFuture::join).toList();

    assertThat(taken).doesNotHaveDuplicates();
    for (int i = 0; i < 40; i++) {
      assertThat(taken.get(i)).hasContent("content " + i);
    }
  }

  @Test
  void isNotLedOutByALink() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.createDirectories(folder);
    Files.createSymbolicLink(folder.resolve("x"), outside);
    Path file = file("a.json", "one");

    assertThatThrownBy(() -> archive.take(file, Path.of("x/a.json")))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("leads out of the archive");
    assertThat(file).exists();
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void takesACopyOfWhatALinkPointsToAndRemovesTheLink() throws IOException {
    Path target = file(".hidden", "one");
    Path link = Files.createSymbolicLink(source.resolve("a.json"), target);

    archive.take(link, Path.of("a.json"));

    assertThat(folder.resolve("a.json")).isRegularFile().hasContent("one");
    assertThat(Files.isSymbolicLink(folder.resolve("a.json"))).isFalse();
    assertThat(link).doesNotExist();
    assertThat(target).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "a.json, a-3.json",
    "a.json.gz, a-3.json.gz",
    "a.b.json, a.b-3.json",
    "a, a-3",
    "a.gz, a-3.gz",
    ".json, .json-3"
  })
  void putsTheNumberBeforeTheEnding(String name, String numbered) {
    assertThat(ArchiveNames.numbered(Path.of("x", name), 3)).isEqualTo(Path.of("x", numbered));
  }

  /** Needs a second file system that is writable, as Linux has in memory. */
  @Nested
  class AcrossFileSystems {

    private Path elsewhere;

    @BeforeEach
    void prepareElsewhere() throws IOException {
      Path memory = Path.of("/dev/shm");
      assumeThat(memory).isDirectory().isWritable();
      assumeThat(Files.getFileStore(memory)).isNotEqualTo(Files.getFileStore(temp));
      elsewhere = Files.createTempDirectory(memory, "archive");
      archive = new Archive(elsewhere);
    }

    @AfterEach
    void remove() throws IOException {
      try (Stream<Path> files = elsewhere == null ? Stream.empty() : Files.walk(elsewhere)) {
        for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }

    @Test
    void keepsTheFileWithItsTime() throws IOException {
      Path file = file("a.json", "one");
      long millis = Files.getLastModifiedTime(file).toMillis();

      Path taken = archive.take(file, Path.of("a.json"));

      assertThat(taken).hasContent("one");
      assertThat(Files.getLastModifiedTime(taken).toMillis()).isEqualTo(millis);
      assertThat(file).doesNotExist();
      assertThat(elsewhere).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void takesANameThatIsAsLongAsANameCanBe() throws IOException {
      String name = "x".repeat(250) + ".json";

      Path taken = archive.take(file(name, "long"), Path.of(name));

      assertThat(taken).hasFileName(name).hasContent("long");
    }

    @Test
    void overwritesNothing() throws IOException {
      Files.writeString(elsewhere.resolve("a.json"), "old");
      Path file = file("a.json", "one");

      archive.take(file, Path.of("a.json"));

      assertThat(elsewhere.resolve("a.json")).hasContent("old");
      assertThat(elsewhere.resolve("a-1.json")).hasContent("one");
    }

    @Test
    void recognisesAMoveThatWasKilledHalfWay() throws IOException {
      Path file = file("a.json", "one");
      Files.copy(file, elsewhere.resolve("a.json"), StandardCopyOption.COPY_ATTRIBUTES);

      archive.take(file, Path.of("a.json"));

      assertThat(file).doesNotExist();
      assertThat(elsewhere).isDirectoryNotContaining("glob:**-1.json");
    }
  }

  private Path take(Path file) {
    try {
      return archive.take(file, Path.of("a.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(source.resolve(name), content);
  }
}
