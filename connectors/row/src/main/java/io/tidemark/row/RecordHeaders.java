package io.tidemark.row;

/** Headers of the records that a file source publishes; values are UTF-8 text. */
public final class RecordHeaders {

  /** Path of the file, relative to the source's folder. */
  public static final String FILE = "tidemark.file";

  /** Byte position of the record in the file, after decompression, in decimal digits. */
  public static final String POSITION = "tidemark.position";

  private RecordHeaders() {}
}
