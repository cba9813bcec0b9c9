package io.tidemark.files;

import static io.tidemark.files.TestFiles.write;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bad file lies before a good one, which is read; then both are archived, if they can be. */
class BadFilesTest {

  private static final String GOOD = "{\"good\":1}";

  @TempDir Path temp;

  private Path folder;
  private Path archive;
  private TaskRun run;

  @BeforeEach
  void writeAGoodFile() throws IOException {
    folder = temp.resolve("in");
    archive = temp.resolve("archive");
    write(folder.resolve("z-good.json"), GOOD + "\n", 100);
    run =
        TaskRun.of(folder).with("clean.source", "archive").with("archive.dir", archive.toString());
  }

  @AfterEach
  void theGoodFileIsReadAndArchivedWhateverElseThereIs() {
    assertThat(run.values()).contains(GOOD);
    assertThat(archive.resolve("z-good.json")).exists();
    assertThat(run.runBounded()).isEmpty();
  }

  @Test
  void invalidUtf8IsPublishedAsItIsForTheReaderToSetAside() throws IOException {
    byte[] bytes = {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}', '\n'};
    write(folder.resolve("a.json"), bytes, 1);

    run.runBounded();

    assertThat((byte[]) run.committed().get(0).value())
        .isEqualTo(Arrays.copyOf(bytes, bytes.length - 1));
  }

  @Test
  void utf16WithEitherByteOrderMarkIsRefusedByName() throws IOException {
    write(folder.resolve("a.json"), ("\ufeff" + GOOD).getBytes(UTF_16LE), 1);
    write(folder.resolve("b.json"), ("\ufeff" + GOOD).getBytes(UTF_16BE), 2);

    run.runBounded();

    assertThat(run.deadLetters())
        .hasSize(2)
        .allSatisfy(reason -> assertThat(reason).contains("UTF-16").contains("iconv"));
    assertThat(archive.resolve("a.json")).exists();
  }

  @Test
  void anObjectNestedTenThousandDeepIsOneRecord() throws IOException {
    String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
    write(folder.resolve("a.json"), deep + "\n", 1);

    run.with("key.field", "good").runBounded();

    assertThat(run.values()).containsExactly(deep, GOOD);
  }

  @Test
  void aNumberOfAThousandDigitsIsKeptDigitByDigit() throws IOException {
    String number = "{\"n\":" + "1234567890".repeat(100) + "}";
    write(folder.resolve("a.json"), number + "\n", 1);

    run.with("key.field", "n").runBounded();

    assertThat(run.values()).containsExactly(number, GOOD);
    assertThat(new String((byte[]) run.committed().get(0).key(), UTF_8)).hasSize(1000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two words.json",
        " space at both ends ",
        "two\nlines.json",
        "tab\tand\u0001control.json",
        "größe-日本語-\uD83D\uDE80.json",
        "decomposed-e\u0301.json",
        "100%.json",
        "100%25.json",
        "%2e%2e%2fetc.json",
        "comma,semicolon;.json",
        "quotes'\"`.json",
        "back\\slash.json",
        "glob*?[a]{b}.json",
        "-rf",
        "#hash&amp=1.json",
        "C:\\in.json",
        "file:in.json"
      })
  void aNameIsKeptWhateverIsInIt(String name) throws IOException {
    write(folder.resolve(name), "{\"n\":1}\n", 1);

    run.runBounded();

    assertThat(run.values()).containsExactly("{\"n\":1}", GOOD);
    assertThat(TaskRun.file(run.committed().get(0))).isEqualTo(name);
    assertThat(folder).isEmptyDirectory();
    assertThat(archive.resolve(name)).hasContent("{\"n\":1}");
    assertThat(run.offset(name)).containsEntry("done", true);
  }

  @Test
  void aTruncatedGzipFileIsPublishedUpToThereAndArchived() throws IOException {
    byte[] whole = TestFiles.gzip("{\"n\":1}\n".repeat(10_000));
    write(folder.resolve("a.json.gz"), Arrays.copyOf(whole, whole.length - 12), 1);

    run.runBounded();

    assertThat(run.values()).hasSizeBetween(9_000, 10_001).contains("{\"n\":1}");
    assertThat(run.deadLetters())
        .singleElement()
        .asString()
        .isEqualTo("the compressed file ends too early");
    assertThat(archive.resolve("a.json.gz")).exists();
  }

  @Test
  void aPipeIsNeverRead() throws Exception {
    Path pipe = folder.resolve("a.json");
    assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    run.runBounded();

    assertThat(run.values()).containsExactly(GOOD);
    assertThat(pipe).exists();
  }

  @Test
  void aNameAsLongAsANameCanBeIsReadAndArchived() throws IOException {
    String name = "x".repeat(250) + ".json";
    write(folder.resolve(name), "{\"n\":1}\n", 1);

    run.runBounded();

    assertThat(run.values()).containsExactly("{\"n\":1}", GOOD);
    assertThat(archive.resolve(name)).exists();
  }

  @Test
  void aDeviceIsNeverRead() throws IOException {
    assumeThat(Path.of("/dev/zero")).exists();
    Files.createSymbolicLink(folder.resolve("a.json"), Path.of("/dev/zero"));

    run.runBounded();

    assertThat(run.values()).containsExactly(GOOD);
    assertThat(folder.resolve("a.json")).isSymbolicLink();
  }

  @Test
  void aDeviceAsTheSourceItselfIsNeverRead() {
    assumeThat(Path.of("/dev/zero")).exists();

    TaskRun device = new TaskRun(Map.of("source.name", "d", "topic", "d", "path", "/dev/zero"));
    device.runBounded();

    assertThat(device.committed()).isEmpty();
    run.runBounded();
  }

  @Test
  void aLinkToItselfIsLeftAlone() throws IOException {
    Files.createSymbolicLink(folder.resolve("a.json"), folder.resolve("a.json"));

    run.runBounded();

    assertThat(run.values()).containsExactly(GOOD);
  }

  @Test
  void aLinkOutOfTheSourceIsNotFollowed() throws IOException {
    Path secret = write(temp.resolve("secret.json"), "{\"secret\":1}\n", 1);
    Files.createSymbolicLink(folder.resolve("a.json"), secret);
    Files.createSymbolicLink(folder.resolve("b.json"), Path.of("../secret.json"));

    run.runBounded();

    assertThat(run.values()).containsExactly(GOOD);
    assertThat(secret).exists();
  }

  @Test
  void aFolderNamedLikeAFileIsNoFile() throws IOException {
    Files.createDirectory(folder.resolve("a.json"));

    run.runBounded();

    assertThat(run.values()).containsExactly(GOOD);
  }
}
