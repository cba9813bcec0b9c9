package io.tidemark.files;

import io.tidemark.files.discovery.FoundFile;
import java.util.concurrent.atomic.AtomicLong;

/** A file's records on their way into Kafka. Thread-safe: a worker confirms from other threads. */
final class FileDelivery {

  private final FoundFile found;
  private final AtomicLong unconfirmed = new AtomicLong();

  FileDelivery(FoundFile found) {
    this.found = found;
  }

  FoundFile found() {
    return found;
  }

  void returned() {
    unconfirmed.incrementAndGet();
  }

  void confirmed() {
    unconfirmed.decrementAndGet();
  }

  /** Whether Kafka has all records that were returned. */
  boolean isConfirmed() {
    return unconfirmed.get() == 0;
  }
}
