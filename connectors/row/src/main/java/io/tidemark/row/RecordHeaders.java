package io.tidemark.row;

/** Headers of the records that a file or Delta source publishes; values are UTF-8 text. */
public final class RecordHeaders {

  /** Path of the file, relative to the source's folder; of a data file, to the table's. */
  public static final String FILE = "tidemark.file";

  /**
   * In decimal digits, byte position of the record in the file, after decompression; of a data
   * file, how many rows come before the batch.
   */
  public static final String POSITION = "tidemark.position";

  private RecordHeaders() {}
}
