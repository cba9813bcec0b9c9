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
    if (known.isPresent()) {
      FileOffset offset = known.get();
      return offset.isDone() ? afterDone(found, offset) : Optional.of(afterPart(found, offset));
    }
    Optional<FileOffset> moved = ledger.findByOtherKey(found.file());
    if (moved.isPresent() && moved.get().isDone() && hasContent(found, moved.get())) {
      outcomes.alreadyPublished(found);
      return Optional.empty();
    }
    Optional<OpenFile> rest = moved.isPresent() ? goOn(found, moved.get()) : Optional.empty();
    return rest.isPresent() ? rest : Optional.of(fromStart(found.file()));
  }

  private Optional<OpenFile> afterDone(FoundFile found, FileOffset offset) throws IOException {
    boolean isUntouched = offset.matches(found.stamp());
    if (isUntouched && !ledger.isRecent(found.file())) {
      outcomes.alreadyPublished(found);
      return Optional.empty();
    }
    if (isUntouched || hasContent(found, offset)) {
      outcomes.duplicate(found);
      return Optional.empty();
    }
    outcomes.newVersion(found, offset);
    return Optional.of(fromStart(found.file()));
  }

  private OpenFile afterPart(FoundFile found, FileOffset offset) throws IOException {
    Optional<OpenFile> rest = goOn(found, offset);
    if (rest.isPresent()) {
      return rest.get();
    }
    outcomes.newVersion(found, offset);
    return fromStart(found.file()).replacing(offset);
  }

  /** The file behind the place where an earlier reading stopped, if it is the same up to there. */
  private Optional<OpenFile> goOn(FoundFile found, FileOffset offset) throws IOException {
    FileReading reading = reader.open(found.file());
    boolean isSame = false;
    try {
      isSame = !offset.isDone() && reading.resume(offset);
    } finally {
      if (!isSame) {
        reading.close();
      }
    }
    return isSame
        ? Optional.of(new OpenFile(reading, ledger.partition(found.file()), offset))
        : Optional.empty();
  }

  private boolean hasContent(FoundFile found, FileOffset offset) throws IOException {
    if (found.stamp().sizeBytes() != offset.sizeBytes()) {
      return false;
    }
    try (FileReading reading = reader.open(found.file())) {
      return reading.resume(offset);
    }
  }

  private OpenFile fromStart(SourceFile file) throws IOException {
    FileReading reading = reader.open(file);
    FileOffset start = FileOffset.start(reading.found().stamp());
    return new OpenFile(reading, ledger.partition(file), start);
  }
}
