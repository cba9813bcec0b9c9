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
  private final FileClearing clearing;
  private final SourceMetrics metrics;
  private final boolean isBounded;

  FileOutcomes(
      FileDiscovery discovery, FileClearing clearing, SourceMetrics metrics, boolean isBounded) {
    this.discovery = discovery;
    this.clearing = clearing;
    this.metrics = metrics;
    this.isBounded = isBounded;
  }

  /** The file has been read to its end; its records are in the batch now being filled. */
  void read(FoundFile found) {
    discovery.done(found);
  }

  /** The file was published in an earlier run, and has not changed since. */
  void alreadyPublished(FoundFile found) {
    through(found);
  }

  /** The same content was published under the same name before. */
  void duplicate(FoundFile found) {
    LOG.info("{} is a duplicate: the same content was read under this name before", found.file());
    metrics.filesDuplicate().incrementAndGet();
    through(found);
  }

  /** Other content was published under the same name, at least in part. */
  void newVersion(FoundFile found, FileOffset before) {
    metrics.filesNewVersion().incrementAndGet();
    LOG.info(
        "{} has new content and is read in full; {} of the records of its content before are"
            + " published",
        found.file(),
        before.records());
  }

  /** The file can't be read now. */
  void unreadable(FoundFile found, IOException cause) {
    if (isBounded) {
      metrics.filesFailed().incrementAndGet();
      LOG.warn("{} can't be read and is left for the next run: {}", found.file(), cause.toString());
      discovery.done(found);
    } else {
      discovery.reportUnreadable(found.file().path(), cause);
      discovery.later(found);
    }
  }

  /** The file was changed while it was read; what was read since {@code returned} doesn't count. */
  void changed(FoundFile found, FileOffset returned, IOException cause) {
    metrics.filesFailed().incrementAndGet();
    LOG.warn(
        "{} was {}; {} of its records, up to position {}, are published",
        found.file(),
        cause.getMessage(),
        returned.records(),
        returned.place().bytes());
    discovery.later(found);
  }

  private void through(FoundFile found) {
    discovery.done(found);
    clearing.add(new FileDelivery(found));
  }
}
