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
 * @param identity the file system's own (device and inode, an object store's tag of the content),
 *     or null where it has none
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

  /**
   * Whether this is that file, renamed. An object store renames by copying, which makes its time
   * new; its tag of the content stays, unless the one or the other was written in parts.
   */
  public boolean isOfRenamed(FileStamp before) {
    return equals(before)
        || (sizeBytes == before.sizeBytes
            && identity instanceof String tag
            && before.identity instanceof String tagBefore
            && (tag.equals(tagBefore) || isOfParts(tag) || isOfParts(tagBefore)));
  }

  private static boolean isOfParts(String tag) {
    return tag.contains("-");
  }

  long mtimeMillis() {
    return TimeUnit.NANOSECONDS.toMillis(mtimeNanos);
  }

  /** Size and time in one number. */
  long fingerprint() {
    return Hash64.mix(Hash64.mix(sizeBytes) + mtimeNanos);
  }
}
