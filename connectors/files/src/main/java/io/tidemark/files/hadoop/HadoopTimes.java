package io.tidemark.files.hadoop;

import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** A file's attributes, of which the times can be set; not in object stores, which ignore it. */
record HadoopTimes(HadoopPath file) implements BasicFileAttributeView {

  private static final long UNCHANGED = -1;

  @Override
  public String name() {
    return "basic";
  }

  @Override
  public BasicFileAttributes readAttributes() throws IOException {
    return new HadoopAttributes(file.getFileSystem().status(file));
  }

  @Override
  public void setTimes(
      @Nullable FileTime modified, @Nullable FileTime accessed, @Nullable FileTime created)
      throws IOException {
    long millis = modified == null ? UNCHANGED : modified.toMillis();
    file.getFileSystem().files().setTimes(file.toHadoop(), millis, UNCHANGED);
  }
}
