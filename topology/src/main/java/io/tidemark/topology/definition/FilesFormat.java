package io.tidemark.topology.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code files:} of a source. */
final class FilesFormat {

  private static final int MAX_COUNT = 1_000_000;

  private static final Key<List<String>> PATH =
      Key.required(
          "path",
          new ListShape<>(Shapes.text("a folder or glob")),
          "Folder or glob of JSON files, or a list of them.");
  private static final Key<Boolean> MULTILINE =
      Key.optional(
          "multiline",
          Shapes.flag(),
          "true: an object, an array of objects, or several objects per file. false (default): JSON"
              + " Lines.");
  private static final Key<CleanSource> CLEAN_SOURCE =
      Key.optional(
          "clean_source",
          Shapes.choice(CleanSource.class, "clean_source"),
          "What happens to a file once its records are committed; default off.");
  private static final Key<String> ARCHIVE_DIR =
      Key.optional(
          "archive_dir",
          Shapes.text("a folder"),
          "Folder that files are moved to with clean_source: archive.");
  private static final Key<Duration> SETTLE =
      Key.optional(
          "settle",
          Shapes.intervalOrZero(),
          "How long a file must not have changed before it is read; default 200 milliseconds.");
  private static final Key<Boolean> RECURSIVE =
      Key.optional(
          "recursive",
          Shapes.flag(),
          "Whether folders below the path are read too; default false.");
  private static final Key<Integer> MAX_FILES =
      Key.optional(
          "max_files_per_trigger",
          Shapes.count(1, MAX_COUNT),
          "At most so many files in one micro-batch of the source; default 1000.");
  private static final Key<Long> MAX_BYTES =
      Key.optional(
          "max_bytes_per_trigger",
          ByteSize.SHAPE,
          "A micro-batch of the source ends with the record that reaches so many bytes (64m, 1g); a"
              + " larger file takes several; default 16m.");

  static final Shape<FilesDefinition> SHAPE =
      new ObjectShape<>(
          List.of(
              PATH, MULTILINE, CLEAN_SOURCE, ARCHIVE_DIR, SETTLE, RECURSIVE, MAX_FILES, MAX_BYTES),
          FilesFormat::files);

  private FilesFormat() {}

  private static @Nullable FilesDefinition files(Fields fields) {
    CleanSource clean = fields.find(CLEAN_SOURCE).orElse(CleanSource.OFF);
    Optional<String> archive = fields.find(ARCHIVE_DIR);
    if (clean == CleanSource.ARCHIVE && archive.isEmpty() && !fields.isUnreadable(ARCHIVE_DIR)) {
      fields
          .place()
          .problem("clean_source: archive needs 'archive_dir'", "name the folder that files go to");
    }
    if (clean != CleanSource.ARCHIVE && archive.isPresent() && !fields.isUnreadable(CLEAN_SOURCE)) {
      fields
          .place()
          .problem("'archive_dir' does nothing here", "add clean_source: archive, or remove it");
    }
    return new FilesDefinition(
        fields.value(PATH),
        fields.find(MULTILINE).orElse(false),
        clean,
        archive,
        fields.find(SETTLE).orElse(FilesDefinition.DEFAULT_SETTLE),
        fields.find(RECURSIVE).orElse(false),
        new FilesDefinition.BatchLimits(fields.find(MAX_FILES), fields.find(MAX_BYTES)));
  }
}
