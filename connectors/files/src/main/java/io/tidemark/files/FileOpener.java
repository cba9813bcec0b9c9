package io.tidemark.files;

import io.tidemark.files.discovery.FileDiscovery;
import io.tidemark.files.discovery.FoundFile;
import io.tidemark.files.discovery.SourceFile;
import io.tidemark.files.ledger.FileLedger;
import io.tidemark.files.ledger.FileOffset;
import io.tidemark.files.read.FileReader;
import io.tidemark.files.read.FileReading;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the next file that has something to publish, at the place where it has. Decides by what is
 * known of it whether a file is new, half published, published, or another version. For one thread.
 */
final class FileOpener {

  private static final Logger LOG = LoggerFactory.getLogger(FileOpener.class);

  /** So many files are looked up at a time: a look-up may cost a round trip to Kafka. */
  private static final int LOOKED_UP_AT_ONCE = 500;

  private final FileDiscovery discovery;
  private final FileLedger ledger;
  private final FileReader reader;
  private final FileOutcomes outcomes;
  private final Deque<FoundFile> candidates = new ArrayDeque<>();

  FileOpener(FileDiscovery discovery, FileLedger ledger, FileReader reader, FileOutcomes outcomes) {
    this.discovery = discovery;
    this.ledger = ledger;
    this.reader = reader;
    this.outcomes = outcomes;
  }

  /** The next file, opened; null when there is none now. */
  @Nullable OpenFile next() throws InterruptedException, InterruptedIOException {
    while (true) {
      if (candidates.isEmpty()) {
        List<FoundFile> taken = discovery.take(LOOKED_UP_AT_ONCE);
        if (taken.isEmpty()) {
          return null;
        }
        candidates.addAll(taken);
        ledger.load(taken.stream().map(FoundFile::file).toList());
      }
      FoundFile found = candidates.remove();
      Optional<OpenFile> opened = tryOpen(found);
      if (opened.isPresent()) {
        return opened.get();
      }
    }
  }

  /** So many files wait to be opened. */
  int waiting() {
    return candidates.size();
  }

  private Optional<OpenFile> tryOpen(FoundFile found) throws InterruptedIOException {
    try {
      return open(found);
    } catch (InterruptedIOException e) {
      candidates.addFirst(found);
      throw e;
    } catch (NoSuchFileException e) {
      LOG.info("{} is gone before it was read", found.file());
    } catch (IOException e) {
      outcomes.unreadable(found, e);
    }
    return Optional.empty();
  }

  private Optional<OpenFile> open(FoundFile found) throws IOException {
    Optional<FileOffset> known = ledger.find(found.file());
    if (known.isEmpty()) {
      return Optional.of(fromStart(found.file()));
    }
    FileOffset offset = known.get();
    if (offset.isDone() && offset.matches(found.stamp())) {
      // Left over from a run before; or here again, with its old time, after this run cleared it.
      if (ledger.isRecent(found.file())) {
        outcomes.duplicate(found);
      } else {
        outcomes.alreadyPublished(found);
      }
      return Optional.empty();
    }
    boolean mayBeSame = !offset.isDone() || offset.sizeBytes() == found.stamp().sizeBytes();
    FileReading reading = reader.open(found.file());
    if (mayBeSame && reading.resume(offset)) {
      if (!offset.isDone()) {
        return Optional.of(new OpenFile(reading, ledger.partition(found.file()), offset));
      }
      reading.close();
      outcomes.duplicate(found);
      return Optional.empty();
    }
    reading.close();
    outcomes.newVersion(found, offset);
    return Optional.of(fromStart(found.file()).replacing(offset));
  }

  private OpenFile fromStart(SourceFile file) throws IOException {
    FileReading reading = reader.open(file);
    FileOffset start = FileOffset.start(reading.found().stamp());
    return new OpenFile(reading, ledger.partition(file), start);
  }
}
