package io.tidemark.delta.maintenance;

/**
 * What OPTIMIZE takes on.
 *
 * @param targetFileBytes a file of about this size is completed and another begun
 * @param smallFileBytes files below this size are taken, others stay
 * @param maxFiles at most so many at once
 */
public record OptimizeLimits(long targetFileBytes, long smallFileBytes, int maxFiles) {

  /** A compacted file may come out this much below the target, and isn't taken again. */
  private static final int SMALL_PART = 2;

  public OptimizeLimits {
    if (targetFileBytes <= 0 || smallFileBytes <= 0 || maxFiles < 2) {
      throw new IllegalArgumentException(
          "files of %d bytes out of %d files below %d bytes"
              .formatted(targetFileBytes, maxFiles, smallFileBytes));
    }
  }

  /** All files of less than half the target size. */
  public OptimizeLimits(long targetFileBytes) {
    this(targetFileBytes, Math.max(1, targetFileBytes / SMALL_PART), Integer.MAX_VALUE);
  }
}
