package io.tidemark.topology.definition;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of a source that reads a Delta table; they stand beside the source's other keys. */
final class DeltaInputFormat {

  private static final int MAX_COUNT = 1_000_000;

  static final Key<String> DELTA =
      Key.optional(
          "delta",
          Shapes.text("a path"),
          "Delta table whose rows are published to the topic, then those of each new commit; its"
              + " schema needn't be declared.");
  private static final Key<String> STARTING_VERSION =
      Key.optional(
          "starting_version",
          Shapes.matching(
              "earliest, latest or a version", Pattern.compile("earliest|latest|[0-9]{1,18}")),
          "Where a Delta source begins at first: earliest (default; all rows of the newest version,"
              + " then the commits after it), latest (commits from now on), or a version.");
  private static final Key<Boolean> IGNORE_DELETES =
      Key.optional(
          "ignore_deletes",
          Shapes.flag(),
          "Whether commits that only remove rows from the Delta table are passed over; default"
              + " false: they stop the source.");
  private static final Key<Boolean> IGNORE_CHANGES =
      Key.optional(
          "ignore_changes",
          Shapes.flag(),
          "Whether files that a commit rewrites in the Delta table are read again, the rows that it"
              + " carried over too; default false: it stops the source.");
  private static final Key<Integer> MAX_FILES =
      Key.optional(
          "max_files_per_trigger",
          Shapes.count(1, MAX_COUNT),
          "At most so many files of the Delta table in one micro-batch of the source; default"
              + " 1000.");
  private static final Key<Long> MAX_BYTES =
      Key.optional(
          "max_bytes_per_trigger",
          ByteSize.SHAPE,
          "A micro-batch of a Delta source ends with the record that reaches so many bytes (64m,"
              + " 1g); default 16m.");

  static final List<Key<?>> KEYS =
      List.of(DELTA, STARTING_VERSION, IGNORE_DELETES, IGNORE_CHANGES, MAX_FILES, MAX_BYTES);

  private DeltaInputFormat() {}

  static Optional<DeltaInput> find(Fields fields) {
    Optional<String> path = fields.find(DELTA);
    if (path.isEmpty() && !fields.isUnreadable(DELTA)) {
      KEYS.stream()
          .filter(key -> fields.find(key).isPresent())
          .forEach(
              key ->
                  fields
                      .place()
                      .problem(
                          "'" + key.name() + "' does nothing without 'delta'",
                          "remove it, or name the Delta table to read"));
    }
    return path.map(
        p ->
            new DeltaInput(
                p,
                fields.find(STARTING_VERSION).orElse(DeltaInput.EARLIEST),
                fields.find(IGNORE_DELETES).orElse(false),
                fields.find(IGNORE_CHANGES).orElse(false),
                new FilesDefinition.BatchLimits(fields.find(MAX_FILES), fields.find(MAX_BYTES))));
  }
}
