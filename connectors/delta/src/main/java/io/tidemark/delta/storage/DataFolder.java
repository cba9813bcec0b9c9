package io.tidemark.delta.storage;

import java.io.IOException;
import java.util.Collection;
import java.util.function.Consumer;
import org.apache.parquet.io.OutputFile;

/**
 * Where a table's data files are made. Paths are relative to the table's folder, with {@code /}.
 */
public interface DataFolder {

  /** The absolute path of a file, as the table's log is told of it. */
  String absolute(String path);

  /**
   * A file to be made, with the folders to it. When its stream has been closed, its bytes are on
   * the disk.
   */
  OutputFile file(String path) throws IOException;

  long sizeBytes(String path) throws IOException;

  /** Returns when the names of these files are on the disk too. */
  void force(Collection<String> paths) throws IOException;

  /** Finds the files that are there, in no order, but none of the log and no other hidden ones. */
  void list(Consumer<StoredFile> found) throws IOException;

  /** Deletes a file, if it is there. */
  void delete(String path) throws IOException;
}
