package io.tidemark.files.read;

import io.tidemark.files.discovery.FileStamp;
import io.tidemark.files.discovery.FoundFile;
import io.tidemark.files.discovery.SourceFile;
import io.tidemark.files.split.DocumentSplitter;
import io.tidemark.files.split.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Opens files.
 *
 * @param maxRecordBytes a longer record is set aside
 * @param stopping whether to give up what is being read
 */
public record FileReader(Layout layout, int maxRecordBytes, BooleanSupplier stopping) {

  private static final long UNKNOWN_SIZE = Long.MAX_VALUE - 1;

  /** The file from its start. */
  public FileReading open(SourceFile file) throws IOException {
    Path real = file.resolve();
    FileStamp stamp = FileStamp.read(real);
    FileContent content = FileContent.open(real, stopping);
    long expected = FileContent.isCompressed(real) ? UNKNOWN_SIZE : stamp.sizeBytes();
    DocumentSplitter splitter = new DocumentSplitter(content, layout, maxRecordBytes, expected);
    return new FileReading(new FoundFile(file, stamp), real, content, splitter);
  }
}
