package io.tidemark.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.files.discovery.SourcePath;
import io.tidemark.files.split.Layout;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileSourceConfigTest {

  private final Map<String, String> minimal =
      new HashMap<>(Map.of("name", "orders", "path", "data/orders", "topic", "orders"));

  @Test
  void hasThisMeaningWhenMinimal() {
    JsonFileSourceConfig config = new JsonFileSourceConfig(minimal);

    assertThat(config.sourceName()).isEqualTo("orders");
    assertThat(config.paths()).containsExactly(SourcePath.parse("data/orders"));
    assertThat(config.topic()).isEqualTo("orders");
    assertThat(config.layout()).isEqualTo(Layout.LINES);
    assertThat(config.isRecursive()).isFalse();
    assertThat(config.cleanSource()).isEqualTo(CleanSource.OFF);
    assertThat(config.archiveDir()).isEmpty();
    assertThat(config.settle()).isEqualTo(Duration.ofMillis(200));
    assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.isBounded()).isFalse();
    assertThat(config.keyField()).isEmpty();
    assertThat(config.limits()).isEqualTo(new BatchLimits(1000, 16L << 20, 20_000));
    assertThat(config.maxRecordBytes()).isEqualTo(1_000_000);
    assertThat(config.badRecords()).isEqualTo(BadRecords.DEAD_LETTER);
    assertThat(config.deadLetterTopic()).isEqualTo("orders.dead_letter");
  }

  @Test
  void takesEachOption() {
    minimal.putAll(
        Map.of(
            "source.name", "shop",
            "multiline", "true",
            "recursive", "true",
            "clean.source", "archive",
            "archive.dir", "data/archive",
            "settle.ms", "5",
            "poll.interval.ms", "20",
            "bounded", "true",
            "key.field", "order_id",
            "dead.letter.topic", "bad"));
    minimal.putAll(
        Map.of(
            "max.files.per.trigger", "2",
            "max.bytes.per.trigger", "3",
            "max.record.bytes", "4",
            "bad.records", "fail_fast"));

    JsonFileSourceConfig config = new JsonFileSourceConfig(minimal);

    assertThat(config.sourceName()).isEqualTo("shop");
    assertThat(config.layout()).isEqualTo(Layout.DOCUMENTS);
    assertThat(config.isRecursive()).isTrue();
    assertThat(config.cleanSource()).isEqualTo(CleanSource.ARCHIVE);
    assertThat(config.archiveDir()).contains(Path.of("data/archive"));
    assertThat(config.settle()).isEqualTo(Duration.ofMillis(5));
    assertThat(config.pollInterval()).isEqualTo(Duration.ofMillis(20));
    assertThat(config.isBounded()).isTrue();
    assertThat(config.keyField()).contains("order_id");
    assertThat(config.deadLetterTopic()).isEqualTo("bad");
    assertThat(config.limits()).isEqualTo(new BatchLimits(2, 3, 20_000));
    assertThat(config.maxRecordBytes()).isEqualTo(4);
    assertThat(config.badRecords()).isEqualTo(BadRecords.FAIL_FAST);
  }

  @Test
  void reportsAllProblemsOfOptionsAtOnceTheUnreadableToo() {
    assertProblems(
        Map.of("clean.source", "burn", "settle.ms", "-1", "multiline", "maybe"),
        """
        path: Missing required configuration "path" which has no default value.
        topic: Missing required configuration "topic" which has no default value.
        multiline: Invalid value maybe for configuration multiline: Expected value to be either true or false
        clean.source: Invalid value burn for configuration clean.source: String must be one of: off, archive, delete
        settle.ms: Invalid value -1 for configuration settle.ms: Value must be at least 0
        source.name: missing; name the source; its offsets are kept by it""");
  }

  @Test
  void reportsAllProblemsBetweenOptionsAtOnce() {
    assertProblems(
        Map.of(
            "path", "data/in,data/in/deep",
            "recursive", "true",
            "topic", "t",
            "dead.letter.topic", "t",
            "clean.source", "archive"),
        """
        source.name: missing; name the source; its offsets are kept by it
        dead.letter.topic: 't' is also the topic of the records; name another
        path: 'data/in/deep' lies inside 'data/in', whose subfolders are read too; remove the inner one, or make them apart
        archive.dir: missing, but clean.source is archive; name a folder outside of the source""");
  }

  @Test
  void refusesTheSourcesOwnFolderAsItsArchive() {
    minimal.putAll(Map.of("clean.source", "archive", "archive.dir", "data/../data/orders/"));

    assertProblems(
        minimal,
        "archive.dir: 'data/../data/orders/' is the source's own folder; name a folder beside the"
            + " source");
  }

  @Test
  void refusesAnArchiveInsideTheSource() {
    minimal.putAll(Map.of("clean.source", "archive", "archive.dir", "data/orders/done"));

    assertProblems(
        minimal,
        "archive.dir: 'data/orders/done' and the source's 'data/orders' lie one in the other; name"
            + " a folder beside the source");
  }

  @Test
  void refusesASourceInsideItsArchive() {
    minimal.putAll(Map.of("clean.source", "archive", "archive.dir", "data"));

    assertProblems(
        minimal,
        "archive.dir: 'data' and the source's 'data/orders' lie one in the other; name a folder"
            + " beside the source");
  }

  @Test
  void refusesAnArchiveThatALinkLeadsIntoTheSource(@TempDir Path temp) throws IOException {
    Path source = Files.createDirectory(temp.resolve("in"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), source);
    minimal.putAll(
        Map.of(
            "path", source.toString(),
            "clean.source", "archive",
            "archive.dir", link.resolve("done").toString()));

    assertProblems(
        minimal,
        "archive.dir: '%s/done' and the source's '%s' lie one in the other; name a folder beside"
                .formatted(link, source)
            + " the source");
  }

  @Test
  void refusesAGlobThatIsNone() {
    minimal.put("path", "data/orders/[a-");

    assertThatThrownBy(() -> new JsonFileSourceConfig(minimal))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("path: can't be read as paths and globs: ");
  }

  @Test
  void refusesAPathOfNothingButCommas() {
    minimal.put("path", " , ");

    assertProblems(minimal, "path: names no folder; name one");
  }

  @Test
  void tellsConnectsValidationToo() {
    minimal.put("clean.source", "archive");

    assertThat(new JsonFileSourceConnector().validate(minimal).configValues())
        .filteredOn(value -> value.name().equals("archive.dir"))
        .singleElement()
        .satisfies(
            value ->
                assertThat(value.errorMessages())
                    .containsExactly(
                        "missing, but clean.source is archive; name a folder outside of the"
                            + " source"));
  }

  private static void assertProblems(Map<String, String> properties, String message) {
    assertThatThrownBy(() -> new JsonFileSourceConfig(properties))
        .isInstanceOf(UserException.class)
        .hasMessage(message);
  }
}
