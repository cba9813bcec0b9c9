package io.tidemark.files;

import io.tidemark.files.RecordMaker.Origin;
import io.tidemark.files.ledger.FileLedger;
import io.tidemark.files.ledger.FileOffset;
import io.tidemark.files.read.FileReading;
import io.tidemark.files.split.BadContentException;
import io.tidemark.files.split.Piece;
import io.tidemark.files.split.Piece.Document;
import io.tidemark.files.split.Piece.Oversized;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file into a batch. The last record of what a batch takes of a file carries how far the
 * file is published with it; those before it carry where the batch began: a host that commits
 * offsets apart from records goes back to there. For one thread.
 */
final class BatchFiller {

  private final RecordMaker maker;
  private final FileLedger ledger;
  private final BadRecords badRecords;

  BatchFiller(RecordMaker maker, FileLedger ledger, BadRecords badRecords) {
    this.maker = maker;
    this.ledger = ledger;
    this.badRecords = badRecords;
  }

  /**
   * Adds the file's next records, until the batch has enough or the file ends.
   *
   * @return whether the file has ended
   * @throws IOException if the file can't be read on, or has changed; what it added is then to be
   *     rolled back
   * @throws UserException if a record can't be published and that is to stop the source
   */
  boolean fill(Batch batch, OpenFile file) throws IOException {
    Filling filling = new Filling(batch, file);
    try {
      return filling.fill();
    } catch (BadContentException e) {
      return filling.setAsideRest(e.getMessage());
    }
  }

  /** One file's part in one batch. */
  private final class Filling {

    private final Batch batch;
    private final OpenFile file;
    private final FileReading reading;
    private final Origin begun;

    /** The last piece read: it carries the offset, if it turns out to be the last of all. */
    private @Nullable Piece held;

    private Filling(Batch batch, OpenFile file) {
      this.batch = batch;
      this.file = file;
      this.reading = file.reading();
      this.begun = file.origin(file.returned());
    }

    private boolean fill() throws IOException {
      while (true) {
        FileOffset here = batch.hasEnough() ? reading.offset() : null;
        if (!reading.advance()) {
          close(reading.end());
          return true;
        }
        if (here != null) {
          close(here);
          return false;
        }
        flush(begun);
        held = reading.next();
        batch.account(held.heldBytes());
        check(held);
      }
    }

    /** The content became bad: what was read of it counts, and the rest is one dead letter. */
    private boolean setAsideRest(String reason) throws IOException {
      flush(begun);
      Document rest = reading.unfinished();
      refuse(rest.position(), reason);
      FileOffset end = reading.end();
      reading.verifyUnchanged();
      Origin last = file.origin(end);
      batch.add(maker.deadLetter(rest.position(), reason, rest.bytes(), last));
      returned(end);
      return true;
    }

    private void close(FileOffset offset) throws IOException {
      reading.verifyUnchanged();
      flush(file.origin(offset));
      returned(offset);
    }

    private void flush(Origin origin) {
      if (held != null) {
        batch.add(maker.of(held, origin));
        held = null;
      }
    }

    private void returned(FileOffset offset) {
      file.advanceTo(offset);
      ledger.returned(reading.found().file(), offset);
    }

    private void check(Piece piece) {
      if (piece instanceof Oversized oversized) {
        refuse(piece.position(), maker.reason(oversized));
      }
    }

    private void refuse(long position, String reason) {
      if (badRecords == BadRecords.FAIL_FAST) {
        String where = reading.found().file() + ", position " + position;
        String remedy = "mend or remove it, or set bad_records to dead_letter";
        throw new UserException(new Problem(where, reason, remedy));
      }
    }
  }
}
