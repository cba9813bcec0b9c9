package io.tidemark.files;

import io.tidemark.files.ledger.FileOffset;
import io.tidemark.files.read.FileReading;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file being published. For one thread. */
final class OpenFile {

  private static final Logger LOG = LoggerFactory.getLogger(OpenFile.class);

  private final FileReading reading;
  private final Map<String, String> partition;
  private final FileDelivery delivery;
  private FileOffset returned;
  private @Nullable FileOffset replaced;

  /**
   * @param partition its key in Kafka
   * @param returned how far it has been published by earlier batches
   */
  OpenFile(FileReading reading, Map<String, String> partition, FileOffset returned) {
    this.reading = reading;
    this.partition = partition;
    this.delivery = new FileDelivery(reading.found());
    this.returned = returned;
  }

  /** The same file, after another content of that name was published in part. */
  OpenFile replacing(FileOffset other) {
    replaced = other;
    return this;
  }

  /** How far another content was published; told once. */
  Optional<FileOffset> takeReplaced() {
    FileOffset told = replaced;
    replaced = null;
    return Optional.ofNullable(told);
  }

  FileReading reading() {
    return reading;
  }

  FileDelivery delivery() {
    return delivery;
  }

  FileOffset returned() {
    return returned;
  }

  /** A batch takes it up to here. */
  void advanceTo(FileOffset offset) {
    returned = offset;
  }

  /** Where its records come from, up to an offset. */
  RecordMaker.Origin origin(FileOffset offset) {
    return new RecordMaker.Origin(
        delivery, reading.found().file().name(), partition, offset.toMap());
  }

  void close() {
    try {
      reading.close();
    } catch (IOException e) {
      LOG.debug("{} could not be closed", reading.found().file(), e);
    }
  }
}
