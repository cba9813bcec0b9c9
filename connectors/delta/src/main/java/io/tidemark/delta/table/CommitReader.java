package io.tidemark.delta.table;

import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what one commit did. Delta Standalone's own way to it ({@code getChanges}) fails at any
 * action that it doesn't know, such as {@code domainMetadata}; Delta PROTOCOL, "Protocol
 * Evolution", has them ignored.
 */
final class CommitReader {

  /** The newest protocol whose tables we read: no column mapping, no deletion vectors. */
  private static final long READER_VERSION = 1;

  private final TableLocation location;
  private final long version;
  private final List<DataFile> adds = new ArrayList<>();
  private final List<String> removes = new ArrayList<>();
  private @Nullable TableMetadata metadata;
  private String operation = "";

  private CommitReader(TableLocation location, long version) {
    this.location = location;
    this.version = version;
  }

  /**
   * @throws IOException if it is damaged
   * @throws UserException if it needs a newer reader
   */
  static TableChange read(TableLocation location, long version, InputStream commit)
      throws IOException {
    CommitReader reader = new CommitReader(location, version);
    JsonAction.readAll(commit, reader::accept);
    return new TableChange(
        version,
        reader.operation,
        reader.adds,
        reader.removes,
        Optional.ofNullable(reader.metadata));
  }

  private void accept(JsonAction action) {
    switch (action.kind()) {
      case "add" -> add(action);
      case "remove" -> {
        if (action.truth("dataChange", true)) {
          removes.add(location.fromLog(action.text("path", "")));
        }
      }
      case "metaData" ->
          metadata =
              new TableMetadata(
                  action.text("id", ""),
                  action.text("schemaString", ""),
                  action.texts("partitionColumns"));
      case "protocol" -> requireReadable(action);
      case "commitInfo" -> operation = action.text("operation", "");
      default -> {
        // nothing that rows depend on
      }
    }
  }

  private void add(JsonAction add) {
    if (add.fields().get("deletionVector") != null) {
      throw newerReader("it has a file with a deletion vector");
    }
    if (add.truth("dataChange", true)) {
      adds.add(
          new DataFile(
              location.fromLog(add.text("path", "")),
              add.textsByName("partitionValues"),
              add.number("size", 0),
              add.number("modificationTime", 0),
              null));
    }
  }

  private void requireReadable(JsonAction protocol) {
    long needed = protocol.number("minReaderVersion", 0);
    if (needed > READER_VERSION) {
      List<String> features = protocol.texts("readerFeatures");
      throw newerReader(
          "it needs Delta reader version %d%s, and Tidemark has version %d"
              .formatted(needed, features.isEmpty() ? "" : " for " + features, READER_VERSION));
    }
  }

  private UserException newerReader(String reason) {
    return new UserException(
        new Problem(
            location.text(),
            "version %d can't be read: %s".formatted(version, reason),
            "copy the table into one without that feature"));
  }
}
