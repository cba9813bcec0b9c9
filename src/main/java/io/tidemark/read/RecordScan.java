package io.tidemark.read;

import io.tidemark.files.read.FileReader;
import io.tidemark.files.read.FileReading;
import io.tidemark.files.split.BadContentException;
import io.tidemark.files.split.Piece;
import io.tidemark.files.split.Piece.Refused;
import io.tidemark.row.json.BadRecordException;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import io.tidemark.topology.expression.BadValueException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Goes through all records of the input, once, one at a time. For one thread. */
public final class RecordScan {

  /** So much of a file is in memory at once; a pipeline's limit is no higher. */
  private static final int MAX_RECORD_BYTES = 32 << 20;

  private final ReadInput input;
  private final Taker taker;
  private final BadRecordPolicy policy;
  private final ReadCounts counts = new ReadCounts();

  /** Who takes the records. */
  public interface Taker {

    /**
     * Takes one JSON object, or what stands in its place.
     *
     * @return whether to go on
     * @throws BadRecordException if it can't be read
     * @throws BadValueException if nothing can be made of it
     */
    boolean take(byte[] record);
  }

  public RecordScan(ReadInput input, BadRecordPolicy policy, Taker taker) {
    this.input = input;
    this.policy = policy;
    this.taker = taker;
  }

  /** What a bad record does. */
  public enum BadRecordPolicy {
    COUNT,
    FAIL
  }

  /**
   * Reads until the end, or until the taker has had enough.
   *
   * @throws UserException if a path leads nowhere, or if a bad record is to fail
   */
  public ReadCounts run() {
    FileReader reader = new FileReader(input.layout(), MAX_RECORD_BYTES, () -> false);
    InputFiles.of(input).visit(file -> read(file, reader));
    return counts;
  }

  private boolean read(InputFile file, FileReader reader) {
    try (FileReading reading = reader.open(file.file())) {
      boolean wantsMore = read(file, reading);
      if (wantsMore) {
        reading.verifyUnchanged();
      }
      counts.file();
      return wantsMore;
    } catch (IOException e) {
      counts.unreadable(file.name(), reason(e));
      return true;
    }
  }

  private boolean read(InputFile file, FileReading reading) throws IOException {
    try {
      while (reading.advance()) {
        if (!take(file, reading.next())) {
          return false;
        }
      }
    } catch (BadContentException e) {
      take(file, reading.unfinished(e));
    }
    return true;
  }

  private boolean take(InputFile file, Piece piece) {
    counts.record();
    try {
      if (!(piece instanceof Refused refused)) {
        return taker.take(piece.bytes());
      }
      bad(file, piece.position(), refused.reason());
    } catch (BadRecordException e) {
      bad(file, piece.position(), String.valueOf(e.getMessage()));
    } catch (BadValueException e) {
      bad(file, piece.position(), e.reason());
    }
    return true;
  }

  private void bad(InputFile file, long position, String reason) {
    BadRecord record = new BadRecord(file.name(), position, reason);
    if (policy == BadRecordPolicy.FAIL) {
      throw new UserException(
          new Problem(
              file.name() + ", byte " + position,
              "bad record: " + reason,
              "mend it, or set bad_records: dead_letter to go on without it"));
    }
    counts.bad(record);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission to read it";
    }
    return e instanceof NoSuchFileException ? "it is gone" : String.valueOf(e.getMessage());
  }
}
