package io.tidemark.files.read;

import io.tidemark.files.discovery.FileStamp;
import io.tidemark.files.discovery.FoundFile;
import io.tidemark.files.ledger.FileOffset;
import io.tidemark.files.ledger.FileOffset.Completion;
import io.tidemark.files.read.FileChangedException.Change;
import io.tidemark.files.split.BadContentException;
import io.tidemark.files.split.DocumentSplitter;
import io.tidemark.files.split.Piece;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file being read, piece by piece, from a place on. For one thread. */
public final class FileReading implements Closeable {

  private final FoundFile found;
  private final Path real;
  private final FileContent content;
  private final DocumentSplitter splitter;
  private long records;

  FileReading(FoundFile found, Path real, FileContent content, DocumentSplitter splitter) {
    this.found = found;
    this.real = real;
    this.content = content;
    this.splitter = splitter;
  }

  /** The file, as it was when it was opened. */
  public FoundFile found() {
    return found;
  }

  /** Looks for the next piece, as {@link DocumentSplitter#advance}. */
  public boolean advance() throws IOException {
    return splitter.advance();
  }

  /** The piece that {@link #advance} found. */
  public Piece next() throws IOException {
    Piece piece = splitter.next();
    records++;
    return piece;
  }

  /** What was read of the piece at which the content turned out to be bad: its last. */
  public Piece.Refused unfinished(BadContentException cause) {
    records++;
    return splitter.unfinished(cause);
  }

  /** How far it has been read, right after {@link #next}. */
  public FileOffset offset() {
    return offset(Completion.PARTLY);
  }

  /** The same at the end, whether that is where the content ends or where it became bad. */
  public FileOffset end() throws IOException {
    splitter.skipRest();
    return offset(Completion.WHOLLY);
  }

  /**
   * Makes sure that what was read so far is of one and the same file.
   *
   * @throws FileChangedException if not
   */
  public void verifyUnchanged() throws IOException {
    FileStamp now;
    try {
      now = FileStamp.read(real);
    } catch (NoSuchFileException e) {
      throw new FileChangedException(Change.DELETED);
    }
    if (!now.equals(found.stamp())) {
      throw new FileChangedException(Change.CHANGED);
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  /**
   * Goes on where an earlier reading was, if the content up to there is the same; before anything
   * else.
   *
   * @return whether it is; when not, this reading is of no use
   */
  public boolean resume(FileOffset offset) throws IOException {
    records = offset.records();
    return splitter.skipTo(offset.place());
  }

  private FileOffset offset(Completion completion) {
    FileStamp stamp = found.stamp();
    return new FileOffset(
        stamp.sizeBytes(), stamp.mtimeNanos(), splitter.place(), records, completion, 0);
  }
}
