package io.tidemark.files.hadoop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/** One of Hadoop's file systems; never closed, as Hadoop shares it in the process. */
final class HadoopFileSystem extends FileSystem {

  private final HadoopProvider provider;
  private final URI uri;
  private final org.apache.hadoop.fs.FileSystem files;
  private final FileContext context;

  /**
   * @param uri scheme and authority
   */
  HadoopFileSystem(
      HadoopProvider provider,
      URI uri,
      org.apache.hadoop.fs.FileSystem files,
      FileContext context) {
    this.provider = provider;
    this.uri = uri;
    this.files = files;
    this.context = context;
  }

  URI uri() {
    return uri;
  }

  org.apache.hadoop.fs.FileSystem files() {
    return files;
  }

  /** The same file system, for what only this can: a rename that replaces nothing. */
  FileContext context() {
    return context;
  }

  /**
   * What is known of a path.
   *
   * @throws NoSuchFileException if there is nothing
   */
  FileStatus status(HadoopPath path) throws IOException {
    try {
      return files.getFileStatus(path.toHadoop());
    } catch (FileNotFoundException e) {
      throw notFound(path, e);
    }
  }

  static NoSuchFileException notFound(Path path, FileNotFoundException cause) {
    NoSuchFileException e = new NoSuchFileException(path.toString());
    e.initCause(cause);
    return e;
  }

  @Override
  public HadoopProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("shared by the process");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(HadoopPath.of(this, "/"));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public Path getPath(String first, String... more) {
    return HadoopPath.of(this, more.length == 0 ? first : first + "/" + String.join("/", more));
  }

  /** Globs are the same everywhere: they are matched on the path's text. */
  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    return FileSystems.getDefault().getPathMatcher(syntaxAndPattern);
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HadoopFileSystem that && that.uri.equals(uri);
  }

  @Override
  public int hashCode() {
    return uri.hashCode();
  }
}
