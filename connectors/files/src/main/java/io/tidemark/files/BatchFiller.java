package io.tidemark.files;

import io.tidemark.files.RecordMaker.Origin;
import io.tidemark.files.ledger.FileLedger;
import io.tidemark.files.ledger.FileOffset;
import io.tidemark.files.read.FileReading;
import io.tidemark.files.split.BadContentException;
import io.tidemark.files.split.Piece;
import io.tidemark.files.split.Piece.Refused;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file into a batch. The last record of what a batch takes of a file carries how far the
 * file is published with it; those before it carry where the batch began: a host that commits
 * offsets apart from records goes back to there. For one thread.
 */
final class BatchFiller {

  private static final byte[] NO_BYTES = {};

  private final RecordMaker maker;
  private final FileLedger ledger;
  private final BadRecords badRecords;
  private final InstantSource clock;

  BatchFiller(RecordMaker maker, FileLedger ledger, BadRecords badRecords, InstantSource clock) {
    this.maker = maker;
    this.ledger = ledger;
    this.badRecords = badRecords;
    this.clock = clock;
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
    return new Filling(batch, file).fill();
  }

  /** Adds a dead letter on a file that is gone before all of it was published. */
  void tellPartlyPublished(Batch batch, OpenFile file, String what) {
    FileOffset here = file.returned();
    String reason =
        "the file was %s; %d of its records had been published".formatted(what, here.records());
    Refused notice = new Refused(here.place().bytes(), NO_BYTES, reason);
    batch.add(maker.of(notice, file.origin(here)));
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
      try {
        return readOn();
      } catch (BadContentException e) {
        hold(reading.unfinished(e));
        close(reading.end());
        return true;
      }
    }

    private boolean readOn() throws IOException {
      file.takeReplaced().ifPresent(this::tellReplaced);
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
        hold(reading.next());
      }
    }

    /** Not a bad record: it tells whoever wonders at records of a file that is no more. */
    private void tellReplaced(FileOffset replaced) {
      String reason =
          "the file was replaced while it was read; %d of the records of its content before had"
              + " been published";
      held = new Refused(replaced.place().bytes(), NO_BYTES, reason.formatted(replaced.records()));
    }

    private void hold(Piece piece) {
      if (piece instanceof Refused refused && badRecords == BadRecords.FAIL_FAST) {
        String where = reading.found().file() + ", position " + refused.position();
        String remedy = "mend or remove it, or set bad_records to dead_letter";
        throw new UserException(new Problem(where, refused.reason(), remedy));
      }
      release(begun);
      held = piece;
      batch.account(piece.bytes().length);
    }

    private void release(Origin origin) {
      if (held != null) {
        batch.add(maker.of(held, origin));
        held = null;
      }
    }

    private void close(FileOffset reached) throws IOException {
      FileOffset offset = reached.publishedAt(clock.millis());
      reading.verifyUnchanged();
      release(file.origin(offset));
      file.advanceTo(offset);
      ledger.returned(reading.found().file(), offset);
    }
  }
}
