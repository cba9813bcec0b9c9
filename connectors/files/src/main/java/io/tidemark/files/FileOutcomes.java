package io.tidemark.files;

import io.tidemark.files.discovery.FileDiscovery;
import io.tidemark.files.discovery.FoundFile;
import io.tidemark.files.ledger.FileOffset;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says, counts and sees to what becomes of files. For the polling thread. */
final class FileOutcomes {

  private static final Logger LOG = LoggerFactory.getLogger(FileOutcomes.class);

  private final FileDiscovery discovery;
  private final boolean isBounded;

  FileOutcomes(FileDiscovery discovery, boolean isBounded) {
    this.discovery = discovery;
    this.isBounded = isBounded;
  }

  /** All of the file is published, with the batch now being filled or before. */
  void ended(FoundFile found) {
    discovery.done(found);
  }

  /** The file was published in an earlier run, and has not changed since. */
  void alreadyPublished(FoundFile found) {
    discovery.done(found);
  }

  /** The same content was published under the same name before. */
  void duplicate(FoundFile found) {
    LOG.info("{} is a duplicate: the same content was read under this name before", found.file());
    discovery.done(found);
  }

  /** Other content was published under the same name, at least in part. */
  void newVersion(FoundFile found, FileOffset before) {
    if (before.isDone()) {
      LOG.info("{} has new content and is read in full", found.file());
    } else {
      LOG.warn(
          "{} has new content and is read in full; of the content before, {} records up to"
              + " position {} were published",
          found.file(),
          before.records(),
          before.place().bytes());
    }
  }

  /** The file can't be read now. */
  void unreadable(FoundFile found, IOException cause) {
    LOG.warn("{} can't be read: {}", found.file(), cause.toString());
    if (isBounded) {
      discovery.done(found);
    } else {
      discovery.later(found);
    }
  }

  /** The file was changed while it was read; what was read since {@code returned} doesn't count. */
  void changed(FoundFile found, FileOffset returned, IOException cause) {
    LOG.warn(
        "{}: {}; {} records of it up to position {} were published",
        found.file(),
        cause.getMessage(),
        returned.records(),
        returned.place().bytes());
    discovery.later(found);
  }
}
