package io.tidemark.delta.parquet;

/**
 * How much goes into a data file.
 *
 * @param fileBytes a file of about this size is completed, and another begun
 * @param indexedColumns how many columns get statistics in the log; -1 is all (Delta's table
 *     property {@code delta.dataSkippingNumIndexedCols})
 */
public record FileLimits(long fileBytes, int indexedColumns) {

  /** As Delta has it when the table doesn't say. */
  public static final int DEFAULT_INDEXED_COLUMNS = 32;

  public FileLimits {
    if (fileBytes <= 0) {
      throw new IllegalArgumentException("a file of " + fileBytes + " bytes");
    }
  }

  public FileLimits(long fileBytes) {
    this(fileBytes, DEFAULT_INDEXED_COLUMNS);
  }
}
