package io.tidemark.delta.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A new local file whose bytes are on the disk when it has been closed. */
final class ForcedOutputFile implements OutputFile {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;

  ForcedOutputFile(Path file) {
    this.file = file;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    return new ForcedOutputStream(
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    throw new IllegalStateException(file + ": data files are written once");
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return file.toString();
  }

  private static final class ForcedOutputStream extends PositionOutputStream {

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long position;

    ForcedOutputStream(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int b) throws IOException {
      if (!buffer.hasRemaining()) {
        drain();
      }
      buffer.put((byte) b);
      position++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (length > buffer.remaining()) {
        drain();
      }
      if (length > buffer.remaining()) {
        write(ByteBuffer.wrap(bytes, from, length));
      } else {
        buffer.put(bytes, from, length);
      }
      position += length;
    }

    @Override
    public void close() throws IOException {
      if (channel.isOpen()) {
        try (channel) {
          drain();
          channel.force(true);
        }
      }
    }

    private void drain() throws IOException {
      buffer.flip();
      write(buffer);
      buffer.clear();
    }

    private void write(ByteBuffer from) throws IOException {
      while (from.hasRemaining()) {
        channel.write(from);
      }
    }
  }
}
