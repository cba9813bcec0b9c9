package io.tidemark.files.hadoop;

import java.io.FilterOutputStream;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * What is written is on the disks of all replicas when this is closed, where Hadoop can do that.
 */
final class SafeOutput extends FilterOutputStream {

  private final FSDataOutputStream file;

  SafeOutput(FSDataOutputStream file) {
    super(file);
    this.file = file;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    file.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    try (file) {
      if (file.hasCapability(StreamCapabilities.HSYNC)) {
        file.hsync();
      }
    }
  }
}
