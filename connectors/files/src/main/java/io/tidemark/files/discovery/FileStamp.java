package io.tidemark.files.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What tells, without reading it, that a file is still the same.
 *
 * @param mtimeNanos since the epoch, as exact as the file system keeps it
 * @param identity the file system's own (device and inode), or null where it has none
 */
public record FileStamp(long sizeBytes, long mtimeNanos, @Nullable Object identity) {

  static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        attributes.fileKey());
  }

  /**
   * The stamp of the regular file at a path, not of what a link points to.
   *
   * @throws IOException if there is none, or something else
   */
  public static FileStamp read(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new IOException("not a regular file: " + path);
    }
    return of(attributes);
  }

  long mtimeMillis() {
    return TimeUnit.NANOSECONDS.toMillis(mtimeNanos);
  }

  /** Size and time in one number. */
  long fingerprint() {
    return Hash64.mix(Hash64.mix(sizeBytes) + mtimeNanos);
  }
}
