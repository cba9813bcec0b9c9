package io.tidemark.delta.source;

import io.tidemark.delta.source.Position.Phase;
import io.tidemark.delta.table.DataFile;
import io.tidemark.delta.table.TableChange;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a table's rows: version by version, file by file. Owned by the polling thread.
 *
 * <p>After an exception it stands where it stood, and {@link #rewind} has the next call try again.
 */
final class TableCursor implements Closeable {

  private final FollowedTable followed;
  private final StreamColumns columns;
  private final CommitRules rules;
  private final long lastVersion;
  private Position position;
  private @Nullable List<DataFile> files;
  private @Nullable OpenFile open;

  /**
   * Where a cursor begins and ends.
   *
   * @param last the version to end with; {@link #NO_END} to go on with each new one
   */
  record Range(Position first, long last) {
    static final long NO_END = Long.MAX_VALUE;
  }

  TableCursor(FollowedTable followed, StreamColumns columns, CommitRules rules, Range range) {
    this.followed = followed;
    this.columns = columns;
    this.rules = rules;
    this.position = range.first();
    this.lastVersion = range.last();
  }

  /** The next row to read. */
  Position position() {
    return position;
  }

  /** The newest version that is known of the table. */
  long newest() {
    return followed.newest();
  }

  /** The columns of the rows that are read now. */
  StructType schema() {
    return columns.schema();
  }

  boolean isInFile() {
    return open != null;
  }

  /**
   * The file with the next row, opened if it isn't yet; null when there is no row, for now or for
   * good.
   *
   * @throws UserException if there may be rows and they can't be read, or not all of them
   */
  @Nullable OpenFile file() {
    while (open == null) {
      List<DataFile> ofVersion = filesOfVersion();
      if (ofVersion == null) {
        return null;
      }
      if (position.file() == ofVersion.size()) {
        leaveVersion();
      } else {
        openFile(ofVersion);
      }
    }
    return open;
  }

  /** Counts rows of the open file as read, and returns the position after them. */
  Position passed(int rows) {
    OpenFile file = open;
    if (file == null) {
      throw new IllegalStateException("no file is open");
    }
    position = position.atRow(position.row() + rows);
    if (position.row() == file.rows()) {
      leaveFile();
    }
    return position;
  }

  /** Reads on from the position, whatever has been read beyond it. */
  void rewind() {
    close();
    files = null;
  }

  @Override
  public void close() {
    OpenFile file = open;
    open = null;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void openFile(List<DataFile> ofVersion) {
    DataFile file = ofVersion.get(position.file());
    open = OpenFile.open(followed.table(), file, columns.schema(), position);
    if (position.row() == open.rows()) {
      leaveFile();
    }
  }

  private void leaveFile() {
    close();
    position = position.nextFile();
    if (files != null && position.file() == files.size()) {
      leaveVersion();
    }
  }

  private void leaveVersion() {
    position = position.nextVersion();
    files = null;
  }

  private @Nullable List<DataFile> filesOfVersion() {
    if (files == null && isThere()) {
      List<DataFile> found =
          position.phase() == Phase.SNAPSHOT ? followed.files(position.version()) : commitFiles();
      requireFile(found.size());
      files = found;
    }
    return files;
  }

  private boolean isThere() {
    if (position.phase() == Phase.SNAPSHOT || position.version() <= followed.newest()) {
      return position.version() <= lastVersion;
    }
    if (position.version() > lastVersion) {
      return false;
    }
    followed.refresh(position.version());
    return position.version() <= followed.newest();
  }

  private List<DataFile> commitFiles() {
    TableChange commit = followed.commit(position.version());
    List<DataFile> toRead = rules.filesToRead(commit);
    commit
        .definition()
        .ifPresent(
            metadata ->
                columns.changed(commit.version(), metadata.schema(followed.table().path())));
    return toRead;
  }

  /** Another order or number of files than when the offset was stored would give other rows. */
  private void requireFile(int count) {
    if (position.file() > count) {
      throw new UserException(
          new Problem(
              followed.table().path(),
              "%d files of version %d have been read, and it has %d"
                  .formatted(position.file(), position.version(), count),
              "begin anew under another source.name"));
    }
  }
}
