package io.tidemark.files.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * The content of a file: its bytes, or, when its name ends in {@code .gz}, what they decompress to.
 * A stop interrupts the reading between two blocks.
 */
final class FileContent extends InputStream {

  private final InputStream in;
  private final BooleanSupplier stopping;

  private FileContent(InputStream in, BooleanSupplier stopping) {
    this.in = in;
    this.stopping = stopping;
  }

  /**
   * @param real the file itself, not a link
   * @param stopping looked at before each read
   */
  static FileContent open(Path real, BooleanSupplier stopping) throws IOException {
    InputStream file =
        Files.newInputStream(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    return new FileContent(isCompressed(real) ? new GunzipStream(file) : file, stopping);
  }

  static boolean isCompressed(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /**
   * @throws InterruptedIOException if the source is being stopped
   */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (stopping.getAsBoolean()) {
      throw new InterruptedIOException("stopping");
    }
    return in.read(into, offset, length);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
